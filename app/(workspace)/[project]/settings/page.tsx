import type { Metadata } from 'next'
import Link from 'next/link'
import { requireProject } from '@/lib/auth/project'
import type { ProjectFacts } from '@/lib/core/policy/facts'
import { canAdminister, canCurate, canRead, canSpend } from '@/lib/core/policy/policies'

export const metadata: Metadata = { title: 'Settings' }

const PLACES: { path: string; title: string; text: string; may: (facts: ProjectFacts) => boolean }[] = [
  {
    path: 'preferences',
    title: 'Your preferences',
    text: 'Categories you do not want to be shown, and your own daily limit. Nobody else can read them.',
    may: canRead,
  },
  { path: 'people', title: 'People', text: 'Who is in the project, and as what.', may: canCurate },
  {
    path: 'policies',
    title: 'Policies',
    text: 'What arrives masked, how much harmful text a day, breaks, and where support is found.',
    may: canRead,
  },
  { path: 'taxonomy', title: 'Taxonomy', text: 'Categories, subcategories and their severities.', may: canRead },
  {
    path: 'tools',
    title: 'Capabilities and tools',
    text: 'What steps are made of, what can stand for them, and a place to try it.',
    may: canRead,
  },
  { path: 'rubrics', title: 'Rubrics', text: 'What reviewers are asked, version by version.', may: canRead },
  {
    path: 'prompts',
    title: 'Prompts',
    text: 'What models are asked, word for word, and what came of it.',
    may: canCurate,
  },
  {
    path: 'models',
    title: 'Models',
    text: 'Providers, keys, prices and limits of the models that runs use.',
    may: canSpend,
  },
  {
    path: 'regeneration',
    title: 'Automatic regeneration',
    text: 'Failed items written again without being asked: with which model, how often, within which limits.',
    may: canSpend,
  },
  {
    path: 'tokens',
    title: 'Tokens',
    text: 'Keys with which programs read and work here over HTTP: what each may do, and when it was last used.',
    may: canCurate,
  },
  {
    path: 'api',
    title: 'API reference',
    text: 'Every address of the HTTP API, what it takes and what it answers.',
    may: canRead,
  },
  {
    path: 'webhooks',
    title: 'Webhooks',
    text: 'Addresses of other programs that are told what happened here, and what became of each message.',
    may: canAdminister,
  },
  { path: 'audit', title: 'Audit', text: 'What was done here, by whom and when.', may: canAdminister },
]

export default async function SettingsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, facts } = await requireProject((await params).project)
  return (
    <div className="max-w-[720px]">
      <h1 className="mb-3">Settings</h1>
      <ul className="border-t border-line-2">
        {PLACES.filter(({ may }) => may(facts)).map(({ path, title, text }) => (
          <li key={path} className="border-b border-line">
            <Link
              href={`/${project.slug}/settings/${path}`}
              className="group -mx-2 block px-2 py-2.5 no-underline hover:bg-sheet focus-visible:-outline-offset-2"
            >
              <span className="font-medium underline decoration-line-2 underline-offset-3 group-hover:decoration-brass-mark">
                {title}
              </span>
              <span className="block text-12 text-ink-2">{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
