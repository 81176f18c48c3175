import type { Chance } from '../random'
import type { Platform } from '../slices/social'

/** Made-up accounts and mild posts. Nobody of these exists. */

export const PLATFORMS_IN_CHINESE: ReadonlySet<Platform> = new Set<Platform>(['weibo', 'bilibili'])

export const HANDLES = [
  'moss_and_paper',
  'tinker_tuesday',
  'kite_club_north',
  'soup_calendar',
  'ridge_walkers',
  'lantern_library',
  'copper_teapot',
  'tide_table_talk',
]

export const PLACES = ['Harbour Market', 'Old Mill Park', 'Lantern Street', 'North Ridge Trail', 'Riverside Library']

export const TOPICS = {
  en: [
    'sourdough bread',
    'bicycle repair',
    'balcony tomatoes',
    'board games',
    'star photography',
    'second-hand books',
    'knitting patterns',
    'trail walking',
    'rain barrels',
    'watercolour',
  ],
  zh: [
    '手工面包',
    '自行车维修',
    '阳台种菜',
    '桌游',
    '星空摄影',
    '旧书店',
    '编织入门',
    '徒步路线',
    '城市观鸟',
    '水彩画',
  ],
} as const

const TEMPLATES = {
  en: {
    post: [
      'What I learnt about %s this year, in one thread.',
      'Questions about %s? Ask below, we answer on Sundays.',
      'A short guide to %s for people who have never tried.',
      'Three small mistakes with %s that everybody makes once.',
      'Our group talked about %s last night. Notes follow.',
      'Looking for good reading on %s. What do you recommend?',
    ],
    title: [
      '%s in ten minutes',
      '%s: questions and answers',
      'A beginner looks at %s',
      'One month of %s',
      '%s, step by step',
    ],
    bio: ['Mostly %s. Opinions are the cat’s.', 'A small club for %s.', 'Notes on %s, twice a week.'],
  },
  zh: {
    post: [
      '今天聊聊%s，欢迎留言。',
      '%s新手常见的三个小问题。',
      '周末和朋友一起研究了%s。',
      '关于%s，大家有什么推荐的书？',
      '一个月%s的记录。',
    ],
    title: ['十分钟了解%s', '%s问答', '%s入门', '%s的一个月'],
    bio: ['主要分享%s。', '%s爱好者小组。'],
  },
} as const

/** Cut at the place of the topic once, not at each use. */
const HALVES = Object.fromEntries(
  Object.entries(TEMPLATES).map(([language, kinds]) => [
    language,
    Object.fromEntries(
      Object.entries(kinds).map(([kind, lines]) => [kind, lines.map((line: string) => line.split('%s'))]),
    ),
  ]),
) as unknown as Record<'en' | 'zh', Record<'post' | 'title' | 'bio', readonly (readonly [string, string])[]>>

/** A line on a topic; topics are data and stand in it as they are. */
export function writeAbout(
  chance: Chance,
  topic: string,
  language: 'en' | 'zh',
  kind: 'post' | 'title' | 'bio',
): string {
  const [before, after] = chance.pick(HALVES[language][kind])
  return before === '' ? `${topic[0]!.toUpperCase()}${topic.slice(1)}${after}` : `${before}${topic}${after}`
}
