import { hashText, stateFor, valueAt } from '@/lib/core/sampling/random'
import type { World } from '../world'

/**
 * The pages that searches find and that can then be fetched. Nothing is stored: a page is a function of its address, and a
 * search answers with addresses made of its words, so that what was found reads the same when it is opened.
 */

export type PageKind = 'web' | 'news' | 'images' | 'videos'

export interface Page {
  title: string
  url: string
  host: string
  snippet: string
  /** Simulated time in ms. */
  at: number
}

interface Site {
  number: number
  host: string
  kind: PageKind
  /** What stands before the topic's words in the path of its page. */
  path: string
  title: (topic: string) => string
  snippet: (topic: string) => string
}

const SITES: readonly Site[] = [
  site(
    'encyclopedia.example.com',
    'web',
    '/wiki/',
    (t) => `${t} – an overview`,
    (t) => `${t}: what it is, where the word comes from, and how it is used today.`,
  ),
  site(
    'guides.example.org',
    'web',
    '/guide/',
    (t) => `A short guide to ${t}`,
    (t) => `The first steps with ${t}, in plain words, with a list of further reading.`,
  ),
  site(
    'forum.example.net',
    'web',
    '/t/',
    (t) => `${t}: questions and answers`,
    (t) => `Readers share what they know about ${t}. 14 answers, the newest first.`,
  ),
  site(
    'library.example.edu',
    'web',
    '/catalogue/',
    (t) => `Books on ${t}`,
    (t) => `Nine titles on ${t} in the open stacks, three of them as e-books.`,
  ),
  site(
    'www.example.com',
    'web',
    '/articles/',
    (t) => `${t} in five minutes`,
    (t) => `What most people want to know about ${t}, in one page.`,
  ),
  site(
    'statistics.example.org',
    'web',
    '/topics/',
    (t) => `${t} in figures`,
    (t) => `Tables and charts on ${t}, brought up to date every month.`,
  ),
  site(
    'news.example.com',
    'news',
    '/stories/',
    (t) => `What is new about ${t}`,
    (t) => `A week of ${t}: three things that changed, and one that did not.`,
  ),
  site(
    'daily.example.org',
    'news',
    '/article/',
    (t) => `Interest in ${t} grows`,
    (t) => `More people than last year ask about ${t}, says a survey of 1,200 readers.`,
  ),
  site(
    'local.example.net',
    'news',
    '/report/',
    (t) => `Town library holds evening on ${t}`,
    (t) => `Forty people came to hear a talk on ${t}.`,
  ),
  site(
    'pictures.example.com',
    'images',
    '/photo/',
    (t) => `Photograph: ${t}`,
    (t) => `A photograph that shows ${t}, 1600 × 1200.`,
  ),
  site(
    'gallery.example.org',
    'images',
    '/drawing/',
    (t) => `Drawing: ${t}`,
    (t) => `A drawing of ${t}, free to use.`,
  ),
  site(
    'video.example.net',
    'videos',
    '/watch/',
    (t) => `${t} – explained in a video`,
    (t) => `A video of six minutes on ${t}.`,
  ),
  site(
    'lectures.example.edu',
    'videos',
    '/lecture/',
    (t) => `Lecture: ${t}`,
    (t) => `The recording of a lecture on ${t}, 48 minutes.`,
  ),
].map((one, number) => ({ ...one, number }))

function site(host: string, kind: PageKind, path: string, title: Site['title'], snippet: Site['snippet']) {
  return { host, kind, path, title, snippet }
}

const BY_KIND: Record<PageKind, readonly Site[]> = {
  web: SITES.filter(({ kind }) => kind === 'web'),
  news: SITES.filter(({ kind }) => kind === 'news'),
  images: SITES.filter(({ kind }) => kind === 'images'),
  videos: SITES.filter(({ kind }) => kind === 'videos'),
}

const WORDS = 8
const SLUG_SIZE = 80
const DAY = 86_400_000

/** "How do Tides work?" → "how-do-tides-work"; no character is cut in two. */
const slugOf = (query: string) =>
  (query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .slice(0, WORDS)
    .join('-')
    .slice(0, SLUG_SIZE)
    .replace(/[\uD800-\uDBFF]$/, '')

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** A topic as its pages name it; they differ in age by their site, in one world always the same. */
interface Topic {
  words: string
  path: string
  state: number
}

const topicOf = ({ seed }: World, slug: string): Topic => ({
  words: slug.replaceAll('-', ' '),
  path: encodeURIComponent(slug),
  state: stateFor(seed, hashText(slug)) >>> 0,
})

/** Pages are up to a year and a half old, and news up to two months, counted from the world's start. */
const ageOf = ({ kind, number }: Site, { state }: Topic): number =>
  Math.floor(valueAt(stateFor(state, number)) * (kind === 'news' ? 60 : 540) * DAY)

const pageOf = ({ seeded: { start } }: World, site: Site, topic: Topic): Page => ({
  title: capital(site.title(topic.words)),
  url: `https://${site.host}${site.path}${topic.path}`,
  host: site.host,
  snippet: capital(site.snippet(topic.words)),
  at: start - ageOf(site, topic),
})

/**
 * The first pages that a search finds, none older than `oldest` (simulated ms), and how many it claims to know. A query of
 * signs alone finds nothing.
 */
export function searchPages(
  world: World,
  query: { text: string; kind: PageKind; most: number; oldest: number },
): { pages: Page[]; total: number } {
  const slug = slugOf(query.text)
  if (slug === '') return { pages: [], total: 0 }
  // A second topic, without the first word, makes the list longer.
  const second = slug.indexOf('-') + 1
  const pages: Page[] = []
  const topics = (second > 0 ? [slug, slug.slice(second)] : [slug]).map((one) => topicOf(world, one))
  for (const topic of topics) {
    for (const site of BY_KIND[query.kind]) {
      if (pages.length >= query.most) break
      if (world.seeded.start - ageOf(site, topic) >= query.oldest) pages.push(pageOf(world, site, topic))
    }
  }
  return { pages, total: Math.floor(10 ** (3 + valueAt(topics[0]!.state) * 4)) }
}

/** The page at an address of these sites; null: the address is another's. */
export function findPage(world: World, host: string, pathname: string): Page | null {
  const one = SITES.find((site) => site.host === host)
  if (!one) return null
  const slug = pathname.startsWith(one.path) ? slugOf(readPath(pathname.slice(one.path.length))) : ''
  return slug === '' ? null : pageOf(world, one, topicOf(world, slug))
}

function readPath(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export const htmlOf = ({ title, snippet }: { title: string; snippet: string }) =>
  `<!doctype html><title>${escapeHtml(title)}</title><h1>${escapeHtml(title)}</h1><p>${escapeHtml(snippet)}</p>`

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
