import { createReadStream } from 'node:fs'
import { access, readFile } from 'node:fs/promises'
import path from 'node:path'
import { type CertificateDocument, certificateDocumentSchema } from '@/lib/core/certificate/document'
import { type Check, type PartHashes, verifyDocument, verifyLines } from '@/lib/core/certificate/verify'
import { canonicalJson } from '@/lib/core/json/canonical'
import { PART_WORDS, PARTS } from '@/lib/core/snapshot/spec'
import { sha256 } from '@/lib/data/hash'
import { type Command, fileAt, textOf, UsageError } from '../command'

export const command: Command = {
  usage: 'verify-certificate <certificate.json> [--data FOLDER] [--json]',
  help: `
Checks a certificate from files alone: no database, no network. Draws the sample again from its seed, counts the votes,
works the bound out again. With the snapshot's own files it also checks every line's hash, the snapshot's hash, and that
the drawn rows are theirs.

  --data FOLDER  a snapshot taken out as plumbline-jsonl: train.jsonl, validation.jsonl, test.jsonl as far as there are rows`,
  options: { data: { type: 'string' } },
  async run({ values, positionals, say }) {
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw new UsageError('Name one certificate.')
    const document = await readDocument(file)
    const checks: Check[] = verifyDocument(document)
    const data = textOf(values, 'data')
    if (data !== undefined) checks.push(...verifyLines(document, await hashParts(fileAt(data)), sha256))
    else say('Without --data the snapshot’s lines are not checked.')
    const ok = checks.every((check) => check.ok)
    const lines = checks.map(
      (check) => `${check.ok ? 'ok  ' : 'NOT '} ${check.what}${check.ok ? '' : ` (found: ${check.found})`}`,
    )
    const { status, rows, failures, lower } = document.result
    lines.push(
      `${document.claim} ${status === 'PASSED' ? 'Shown' : 'Not shown'}: ${failures} of ${rows} failed, lower bound ${(lower * 100).toFixed(2)} %.`,
    )
    return {
      ok,
      data: { valid: ok, sha256: sha256(canonicalJson(document)), result: document.result, checks },
      text: lines.join('\n'),
    }
  },
}

async function readDocument(file: string): Promise<CertificateDocument> {
  const parsed = certificateDocumentSchema.safeParse(JSON.parse(await readFile(fileAt(file), 'utf8')))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new Error(`${file} is no certificate: ${issue.path.join('.')}: ${issue.message}.`)
}

/** Of each part the hashes of its lines, in order; line by line, however large the files are. */
async function hashParts(folder: string): Promise<PartHashes> {
  const hashes: PartHashes = {}
  for (const part of PARTS) {
    const file = path.join(folder, `${PART_WORDS[part]}.jsonl`)
    const there = await access(file)
      .then(() => true)
      .catch(() => false)
    if (there) hashes[part] = await hashLines(file)
  }
  if (Object.keys(hashes).length === 0)
    throw new Error(`${folder} holds none of ${PARTS.map((part) => `${PART_WORDS[part]}.jsonl`).join(', ')}.`)
  return hashes
}

async function hashLines(file: string): Promise<string[]> {
  const hashes: string[] = []
  let rest: Buffer[] = []
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      hashes.push(sha256(Buffer.concat([...rest, chunk.subarray(from, at)])))
      rest = []
      from = at + 1
    }
    rest.push(chunk.subarray(from))
  }
  if (rest.some((piece) => piece.length > 0)) hashes.push(sha256(Buffer.concat(rest)))
  return hashes
}
