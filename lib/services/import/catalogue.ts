import type pg from 'pg'
import type { JsonValue } from '@/lib/core/json/values'
import { newId } from '@/lib/data/id'
import { ServiceError } from '../errors'

/** Bounds what the taxonomy side of an import may hold in memory; chains are streamed and have no such limit. */
export const CATALOGUE_LIMITS = {
  categories: 20_000,
  capabilities: 20_000,
  tools: 20_000,
  schemaCharacters: 32_000_000,
}

export interface CategoryEntry {
  id: string
  slug: string
  title: string
  severity: number | null
  parent: CategoryEntry | null
  existing: boolean
  /** Named by a taxonomy, not only by a chain. */
  declared: boolean
  /** Files that name it; a category known only from refused files is not imported. */
  files: Set<number>
}

export interface CapabilityEntry {
  name: string
  title: string
  description: string
  gives: string
  listed: boolean
  existing: boolean
  files: Set<number>
}

export interface ToolEntry {
  name: string
  capability: string | null
  schema: JsonValue | null
  existing: boolean
  files: Set<number>
}

/** "ddos_attack" → "Ddos attack": a name to show until somebody writes a better one. */
export const titleOf = (slug: string) => {
  const words = slug.replaceAll(/[_\s]+/g, ' ').trim()
  return words === '' ? slug : words[0]!.toUpperCase() + words.slice(1)
}

const tooMuch = (what: string) =>
  new ServiceError('too_large', `${what} Nothing was imported; split the files, or check that they are what they seem.`)

const categoryKey = (path: readonly string[]) => path.join('\0')

/** Categories, capabilities and tools of the project and of the files together. */
export class Catalogue {
  readonly categories = new Map<string, CategoryEntry>()
  readonly capabilities = new Map<string, CapabilityEntry>()
  readonly tools = new Map<string, ToolEntry>()
  private schemaCharacters = 0

  /** The category at this path, made if it is new; so is each one above it. */
  category(path: readonly string[], file: number): CategoryEntry {
    const key = categoryKey(path)
    let entry = this.categories.get(key)
    if (!entry) {
      const parent = path.length > 1 ? this.category(path.slice(0, -1), file) : null
      entry = {
        id: newId(),
        slug: path.at(-1)!,
        title: titleOf(path.at(-1)!),
        severity: null,
        parent,
        existing: false,
        declared: false,
        files: new Set(),
      }
      this.put(this.categories, key, entry, 'categories')
    }
    for (let at: CategoryEntry | null = entry; at && !at.files.has(file); at = at.parent) at.files.add(file)
    return entry
  }

  capability(name: string, file: number): CapabilityEntry {
    let entry = this.capabilities.get(name)
    if (!entry) {
      entry = {
        name,
        title: titleOf(name.slice(name.lastIndexOf('.') + 1)),
        description: '',
        gives: '',
        listed: false,
        existing: false,
        files: new Set(),
      }
      this.put(this.capabilities, name, entry, 'capabilities')
    }
    entry.files.add(file)
    return entry
  }

  tool(name: string, file: number): ToolEntry {
    let entry = this.tools.get(name)
    if (!entry) {
      entry = {
        name,
        capability: null,
        schema: null,
        existing: false,
        files: new Set(),
      }
      this.put(this.tools, name, entry, 'tools')
    }
    entry.files.add(file)
    return entry
  }

  giveSchema(tool: ToolEntry, schema: JsonValue, characters: number): void {
    this.schemaCharacters += characters
    if (this.schemaCharacters > CATALOGUE_LIMITS.schemaCharacters)
      throw tooMuch('The tool schemas together take more than 32 MB.')
    tool.schema = schema
  }

  private put<T>(map: Map<string, T>, key: string, entry: T, kind: 'categories' | 'capabilities' | 'tools'): void {
    if (map.size >= CATALOGUE_LIMITS[kind])
      throw tooMuch(`These files name more than ${CATALOGUE_LIMITS[kind].toLocaleString('en')} ${kind}.`)
    map.set(key, entry)
  }
}

/** The project's catalogue as it stands; every entry of it is `existing`. */
export async function loadCatalogue(client: pg.Client, projectId: string): Promise<Catalogue> {
  const catalogue = new Catalogue()
  await loadCategories(client, projectId, catalogue)
  const capabilities = await client.query<Pick<CapabilityEntry, 'name' | 'title' | 'description' | 'gives' | 'listed'>>(
    'select name, title, description, gives, listed from capabilities where project_id = $1',
    [projectId],
  )
  for (const row of capabilities.rows)
    catalogue.capabilities.set(row.name, {
      ...row,
      existing: true,
      files: new Set(),
    })
  const tools = await client.query<{ name: string; capability: string | null }>(
    `select tools.name, capabilities.name as capability
     from tools left join capabilities on capabilities.id = tools.capability_id where tools.project_id = $1`,
    [projectId],
  )
  for (const { name, capability } of tools.rows)
    catalogue.tools.set(name, {
      name,
      capability,
      schema: null,
      existing: true,
      files: new Set(),
    })
  return catalogue
}

async function loadCategories(client: pg.Client, projectId: string, catalogue: Catalogue): Promise<void> {
  const { rows } = await client.query<{
    id: string
    parent_id: string | null
    slug: string
    title: string
    severity: number | null
  }>('select id, parent_id, slug, title, severity from categories where project_id = $1', [projectId])
  const byId = new Map(rows.map((row) => [row.id, row]))
  const entries = new Map<string, CategoryEntry>()
  const pathOf = (entry: CategoryEntry): string[] => [...(entry.parent ? pathOf(entry.parent) : []), entry.slug]
  const enter = (row: (typeof rows)[number]): CategoryEntry => {
    const known = entries.get(row.id)
    if (known) return known
    const above = row.parent_id ? byId.get(row.parent_id) : undefined
    const { id, slug, title, severity } = row
    const parent = above ? enter(above) : null
    const entry = { id, slug, title, severity, parent, existing: true, declared: true, files: new Set<number>() }
    entries.set(id, entry)
    catalogue.categories.set(categoryKey(pathOf(entry)), entry)
    return entry
  }
  for (const row of rows) enter(row)
}
