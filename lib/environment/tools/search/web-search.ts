import { BAD_LUCK, defineTool, done, fail, type Observation, type Outcome } from '../../define-tool'
import type { Chance } from '../../random'
import { type Page, type PageKind, searchPages } from '../../web/pages'
import { isoTime, type World } from '../../world'

interface Query {
  text: string
  kind: PageKind
  count: number
  /** How old results may be; null: any age. */
  days: number | null
}

type Refusal = 'EMPTY' | 'RATE' | 'DOWN'

interface Engine {
  longest: number
  found(pages: Page[], total: number, query: Query, seconds: number): Observation
  refused(why: Refusal, words: string): Observation
}

const DAY = 86_400_000
const DAYS = { day: 1, week: 7, month: 31, year: 366 } as const
const daysOf = (period: keyof typeof DAYS | undefined) => (period ? DAYS[period] : null)

function search(engine: Engine, world: World, query: Query, chance: Chance): Outcome {
  const luck = chance.next()
  const refused = (why: Refusal, words: string) => fail(world, engine.refused(why, words))
  if (query.text.trim() === '') return refused('EMPTY', 'The query is empty.')
  if (query.text.length > engine.longest)
    return refused('EMPTY', `The query has more than ${engine.longest} characters.`)
  if (luck < BAD_LUCK / 2) return refused('RATE', 'Too many requests. Try again in a minute.')
  if (luck < BAD_LUCK) return refused('DOWN', 'The service is not available for the moment.')
  const oldest = query.days === null ? 0 : world.now - query.days * DAY
  const { pages, total } = searchPages(world, { ...query, most: query.count, oldest })
  const known = query.days === null ? total : pages.length
  return done(world, engine.found(pages, known, query, Math.round(12 + luck * 40) / 100))
}

const dateOf = (at: number) => isoTime(at).slice(0, 10)

const google: Engine = {
  longest: 2_048,
  found: (pages, total, { text }, seconds) => ({
    kind: 'customsearch#search',
    queries: { request: [{ searchTerms: text, count: pages.length }] },
    searchInformation: { totalResults: String(total), searchTime: seconds },
    items: pages.map(({ title, url, host, snippet, at }) => ({
      title,
      link: url,
      displayLink: host,
      snippet: `${dateOf(at)} … ${snippet}`,
    })),
  }),
  refused: (why, message) => {
    const [code, status] = {
      EMPTY: [400, 'INVALID_ARGUMENT'],
      RATE: [429, 'RESOURCE_EXHAUSTED'],
      DOWN: [503, 'UNAVAILABLE'],
    }[why]
    return { error: { code, message, status } } as Observation
  },
}

const BING_FIELDS = { web: 'webPages', images: 'images', news: 'news', videos: 'videos' } as const

const bing: Engine = {
  longest: 1_500,
  found: (pages, total, { text, kind }) => ({
    _type: 'SearchResponse',
    queryContext: { originalQuery: text },
    [BING_FIELDS[kind]]: {
      totalEstimatedMatches: total,
      value: pages.map(({ title, url, host, snippet, at }, index) => ({
        id: `https://api.example.com/search#${kind}.${index}`,
        name: title,
        url,
        displayUrl: host,
        snippet,
        datePublished: isoTime(at),
      })),
    },
  }),
  refused: (why, message) => {
    const [code, subCode] = {
      EMPTY: ['InvalidRequest', 'ParameterInvalidValue'],
      RATE: ['RateLimitExceeded', 'RequestsPerSecond'],
      DOWN: ['ServerError', 'ResourceError'],
    }[why]
    return {
      _type: 'ErrorResponse',
      errors: [{ code, subCode, message, parameter: why === 'EMPTY' ? 'q' : undefined }],
    } as Observation
  },
}

const brave: Engine = {
  longest: 400,
  found: (pages, _total, { text, kind }) => ({
    type: 'search',
    query: { original: text, more_results_available: false },
    [kind]: {
      type: kind,
      results: pages.map(({ title, url, host, snippet, at }) => ({
        title,
        url,
        description: snippet,
        page_age: isoTime(at).slice(0, 19),
        meta_url: { hostname: host },
      })),
    },
  }),
  refused: (why, detail) => {
    const [code, status] = { EMPTY: ['VALIDATION', 422], RATE: ['RATE_LIMITED', 429], DOWN: ['UNAVAILABLE', 503] }[why]
    return { type: 'ErrorResponse', error: { code, detail, status } } as Observation
  },
}

const BAIDU_CODES = { EMPTY: 2, RATE: 18, DOWN: 4 } as const
const LONGEST_BAIDU_QUERY = 76

const baidu: Engine = {
  longest: LONGEST_BAIDU_QUERY,
  found: (pages, total, { text }) => ({
    errno: 0,
    feed: {
      keyword: text,
      all: total,
      entry: pages.map(({ title, url, snippet, at }, index) => ({
        pn: index + 1,
        title,
        url,
        abs: snippet,
        time: Math.floor(at / 1000),
      })),
    },
  }),
  refused: (why, errmsg) => ({ errno: BAIDU_CODES[why], errmsg }),
}

const capability = 'Search.web_search'
const query = { type: 'string', description: 'Words to search for' } as const
const kind = {
  type: 'string',
  description: 'What kind of results to look for',
  enum: ['web', 'images', 'news', 'videos'],
  default: 'web',
} as const
const number = {
  type: 'integer',
  description: 'How many results to return, 1 to 50',
  minimum: 1,
  maximum: 50,
  default: 10,
} as const
const text = (description: string, value: string) => ({ type: 'string', description, default: value }) as const
const required = ['query'] as const

const searchGoogle = defineTool({
  name: 'search_google',
  capability,
  description: 'Searches with Google for pages, pictures, news or videos.',
  parameters: {
    type: 'object',
    properties: {
      query,
      num_results: number,
      search_type: kind,
      language: text('Code of the language of results', 'en'),
      safe_search: { type: 'boolean', description: 'Leave out results for adults', default: true },
      time_period: {
        type: 'string',
        description: 'How old results may be',
        enum: ['day', 'week', 'month', 'year'],
        default: null,
      },
      region: text('Code of the region of results', 'US'),
    },
    required,
  },
  run: (world, args, chance) =>
    search(
      google,
      world,
      { text: args.query, kind: args.search_type, count: args.num_results, days: daysOf(args.time_period) },
      chance,
    ),
})

const FRESHNESS = { Day: 1, Week: 7, Month: 31 } as const

const searchBing = defineTool({
  name: 'search_bing',
  capability,
  description: 'Searches with Bing for pages, pictures, news or videos.',
  parameters: {
    type: 'object',
    properties: {
      query,
      count: number,
      search_type: kind,
      market: text('Market that results are for, e.g. en-US', 'en-US'),
      safe_search: {
        type: 'string',
        description: 'How strictly results for adults are left out',
        enum: ['off', 'moderate', 'strict'],
        default: 'moderate',
      },
      freshness: {
        type: 'string',
        description: 'How old results may be',
        enum: ['Day', 'Week', 'Month'],
        default: null,
      },
      response_filter: {
        type: 'string',
        description: 'Only answers of this kind',
        enum: ['Computation', 'Timeline', 'Places'],
        default: null,
      },
    },
    required,
  },
  run(world, args, chance) {
    const days = args.freshness ? FRESHNESS[args.freshness] : null
    // None of the pages is such an answer: a filtered search finds nothing.
    const count = args.response_filter ? 0 : args.count
    return search(bing, world, { text: args.query, kind: args.search_type, count, days }, chance)
  },
})

const searchBrave = defineTool({
  name: 'search_brave',
  capability,
  description: 'Searches with Brave for pages, pictures, news or videos.',
  parameters: {
    type: 'object',
    properties: {
      query,
      count: number,
      search_type: kind,
      country: text('Code of the country of results', 'us'),
      search_filter: {
        type: 'string',
        description: 'How strictly results for adults are left out',
        enum: ['moderate', 'strict'],
        default: null,
      },
      ui_language: text('Language of the page itself', 'en-US'),
      no_tracking: { type: 'boolean', description: 'Search without being followed', default: true },
    },
    required,
  },
  run: (world, args, chance) =>
    search(brave, world, { text: args.query, kind: args.search_type, count: args.count, days: null }, chance),
})

const searchBaidu = defineTool({
  name: 'search_baidu',
  capability,
  description: 'Searches with Baidu for pages, pictures, news or videos.',
  parameters: {
    type: 'object',
    properties: {
      query,
      rn: number,
      search_type: kind,
      region: text('Code of the region of results', 'cn'),
      time_range: {
        type: 'string',
        description: 'How old results may be',
        enum: ['day', 'week', 'month', 'year'],
        default: null,
      },
      safe: { type: 'boolean', description: 'Leave out results for adults', default: true },
      lang_type: { type: 'string', description: 'Language of results', enum: ['zh', 'en'], default: 'zh' },
    },
    required,
  },
  run: (world, args, chance) =>
    search(
      baidu,
      world,
      { text: args.query, kind: args.search_type, count: args.rn, days: daysOf(args.time_range) },
      chance,
    ),
})

export const webSearch = [searchGoogle, searchBing, searchBrave, searchBaidu]
