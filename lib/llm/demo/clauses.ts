import type { Chance } from './random'
import type { DemoTool } from './read-tools'
import type { Topic } from './topics'

type Clause = (topic: Topic, chance: Chance) => string

const slug = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
const PHONE = ['+1 202 555 0114', '+1 202 555 0137', '+1 202 555 0171'] as const
const MAIL = ['dana@example.com', 'the committee at board@example.org', 'lee@example.net'] as const

/** What a kind of tool does in the words of somebody who asks for it, with what it needs to know. First match wins. */
const CLAUSES: readonly [RegExp, Clause][] = [
  [
    /edit.*image|image.*edit/,
    ({ keyword, picture }) =>
      `edit the picture at https://example.org/${slug(keyword)}.jpg so that it shows ${picture}`,
  ],
  [/image|stable_diffusion|picture/, ({ picture }) => `make a picture of ${picture}`],
  [/text_to_speech|voice|speech/, ({ message }) => `have “${message}” read out in a calm voice`],
  [
    /(post|upload)_?\w*video|upload/,
    ({ title, keyword }) =>
      `upload the clip from https://example.org/${slug(keyword)}.mp4 under the title “${title}” in section 3`,
  ],
  [/generate_video|create_video|video_gen/, ({ picture }) => `make a short clip of ${picture}`],
  [
    /comment/,
    ({ message }, chance) => `answer post ${chance.pick(['48213', '55017', '60992'])} with a comment that ${message}`,
  ],
  [
    /mail|outlook/,
    ({ title, message }, chance) =>
      `write from sam@example.com to ${chance.pick(MAIL)}, subject “${title}”, that ${message}`,
  ],
  [/telegram/, ({ message }) => `write to chat 55012 that ${message}`],
  [/sms|message/, ({ message }, chance) => `text ${chance.pick(PHONE)} that ${message}`],
  [/profile/, ({ user }) => `look up what the account ${user} says of itself`],
  [
    /search_(twitter|instagram|tiktok|youtube|bilibili)|search_content/,
    ({ keyword }) => `see what people post about “${keyword}”`,
  ],
  [/search_product|products/, ({ product }) => `look for ${product}, in stock`],
  [/merchant/, ({ merchant, place }) => `find ${merchant} near ${place}`],
  [
    /place_order_(meituan|doordash|ubereats|foodpanda)/,
    ({ place }) => `order two lunch boxes from restaurant 2041 to ${place}`,
  ],
  [/order/, ({ place }) => `order one piece of item A-1042 to ${place}`],
  [/query_\w*payment/, () => 'check whether payment P-2041 has arrived'],
  [/payment|pay_|stripe/, ({ amount, title }) => `request ${amount} euros for “${title}” from merchant account M-77`],
  [
    /post_instagram|post_tiktok/,
    ({ keyword, message }) => `post the picture from https://example.org/${slug(keyword)}.jpg and say that ${message}`,
  ],
  [/post|tweet|weibo/, ({ message }) => `post that ${message}`],
  [/search|google|bing|web/, ({ keyword }) => `look up “${keyword}” on the web`],
  [/file/, ({ keyword }) => `read the file /home/sam/${slug(keyword)}.txt`],
  [/git/, ({ keyword }) => `pull the latest state into the repository /home/sam/${slug(keyword)}`],
  [/command|shell/, ({ keyword }) => `run “ls -l” in /home/sam/${slug(keyword)}`],
]

const PLATFORM =
  /google|bing|brave|baidu|twitter|instagram|tiktok|youtube|bilibili|weibo|amazon|ebay|temu|taobao|doordash|ubereats|foodpanda|meituan|paypal|alipay|gmail|outlook/
const NAMES: Record<string, string> = {
  ebay: 'eBay',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  paypal: 'PayPal',
  doordash: 'DoorDash',
  ubereats: 'Uber Eats',
}
const platformOf = (name: string) => {
  const found = PLATFORM.exec(name.replace('tweet', 'twitter'))?.[0]
  return found ? (NAMES[found] ?? found.charAt(0).toUpperCase() + found.slice(1)) : null
}

const words = (name: string) => name.replaceAll('_', ' ')

function valueFor({ name, type, options }: DemoTool['required'][number], { keyword, place }: Topic): string {
  if (options.length > 0) return options[0] ?? ''
  if (/address|location|area/.test(name)) return place
  if (/url|link|host|target/.test(name)) return `https://example.org/${slug(keyword)}`
  if (/integer|number/.test(type)) return '3'
  if (/amount/.test(name)) return '0.05'
  return /id|identifier|token/.test(name) ? 'A-1042' : keyword
}

/** For tools that no kind above fits: its own first words, and what it requires. */
function plainClause({ name, about, required }: DemoTool, topic: Topic): string {
  const begin = about
    ? about.replace(/[.!?]$/, '').replace(/\s+(with|using|including|supporting)\b.*$/i, '')
    : words(name)
  const given = required.map((one) => `${words(one.name)} ${valueFor(one, topic)}`)
  const first = begin.charAt(0).toLowerCase() + begin.slice(1)
  return given.length > 0 ? `${first}, with ${given.join(', ')}` : first
}

/** The part of an instruction that needs this tool. `bare` leaves out what it needs to know: a flaw. */
export function clauseFor(tool: DemoTool, topic: Topic, chance: Chance): string {
  const clause = CLAUSES.find(([name]) => name.test(tool.name.toLowerCase()))?.[1]
  if (!clause) return plainClause(tool, topic)
  const platform = platformOf(tool.name.toLowerCase())
  const told = clause(topic, chance)
  if (!platform || told.toLowerCase().includes(platform.toLowerCase())) return told
  const posting = /^(answer post \d+|post)\b/
  if (posting.test(told)) return told.replace(posting, `$1 on ${platform}`)
  return /^(look |see |find |order |upload |request |check )/.test(told)
    ? told.replace(' on the web', '').concat(` on ${platform}`)
    : told.replace(/^(\w+)/, `use ${platform} and $1`)
}
