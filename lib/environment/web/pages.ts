import { noiseOf } from '../slices/network'

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
  host: string
  kind: PageKind
  /** Path of a topic's page, with the topic's words joined by dashes. */
  path: (slug: string) => string
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
]

function site(host: string, kind: PageKind, path: string, title: Site['title'], snippet: Site['snippet']): Site {
  return { host, kind, path: (slug) => path + encodeURIComponent(slug), title, snippet }
}

const WORDS = 8
const SLUG_SIZE = 80
const DAY = 86_400_000

/** "How do Tides work?" → "how-do-tides-work" */
const slugOf = (query: string) =>
  (query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, WORDS).join('-').slice(0, SLUG_SIZE)

const topicOf = (slug: string) => slug.replaceAll('-', ' ')

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Pages are up to a year and a half old, and news up to two months, counted from the world's start. */
function pageOf(seed: number, start: number, one: Site, slug: string): Page {
  const path = one.path(slug)
  const age = noiseOf(seed, `age of ${one.host}${path}`) * (one.kind === 'news' ? 60 : 540)
  const topic = topicOf(slug)
  return {
    title: capital(one.title(topic)),
    url: `https://${one.host}${path}`,
    host: one.host,
    snippet: capital(one.snippet(topic)),
    at: start - Math.floor(age * DAY),
  }
}

/** What a search finds, and how many pages it claims to know. A query of signs alone finds nothing. */
export function searchPages(
  { seed, seeded: { start } }: { seed: number; seeded: { start: number } },
  query: string,
  kind: PageKind,
): { pages: Page[]; total: number } {
  const slug = slugOf(query)
  if (slug === '') return { pages: [], total: 0 }
  const words = slug.split('-')
  // Longer queries are narrower: a second topic, without the first word, fills the list of shorter ones.
  const topics = words.length > 1 ? [slug, words.slice(1).join('-')] : [slug]
  const pages = topics.flatMap((topic) =>
    SITES.filter((one) => one.kind === kind).map((one) => pageOf(seed, start, one, topic)),
  )
  return { pages, total: Math.floor(10 ** (3 + noiseOf(seed, `pages on ${slug}`) * 4)) }
}

/** The page at an address of these sites; null: the address is another's. */
export function findPage(
  { seed, seeded: { start } }: { seed: number; seeded: { start: number } },
  host: string,
  pathname: string,
): Page | null {
  const one = SITES.find((site) => site.host === host)
  if (!one) return null
  const base = one.path('')
  const slug = pathname.startsWith(base) ? slugOf(readPath(pathname.slice(base.length))) : ''
  return slug === '' ? null : pageOf(seed, start, one, slug)
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
