export interface Sentence {
  /** UTF-16 offsets into the text, white space at the ends left out. */
  start: number
  end: number
  text: string
  /** Ends in a question mark of any script. */
  question: boolean
  /** Ends in a colon: what follows is what it speaks of. */
  leads: boolean
  /** Begins a line. */
  opens: boolean
  /** Stands in a list: behind a figure, a letter or a bullet. */
  item: boolean
}

/** A sentence without an end is cut here, so that no pattern runs over a whole page. */
const LONGEST = 600
const END = /[.!?…]+["'”’»)\]*_]*(?=\s|$)|[。！？؟।॥]+["'”’»」』）]*|\n+/gu
const ITEM = /^\s*(?:\d{1,2}[.)、．）:]|[-*•·–‣▪◦]|[a-z]\))\s*\S/iu

/** A question mark of any script (Greek has ";"), or an ending that asks without one. */
const QUESTION =
  /[?？؟]$|\p{Script=Greek}\s*;$|か。?$|[吗嗎呢]。?$|(?:(?<!니)까요|나요|[습입합]니까|(?:은|는|인)가요)\.?$|(?:ไหม|มั้ย|หรือเปล่า)(?:คะ|ครับ)?$|(?:อะไร|ไหน|ใคร|เท่าไร|เท่าไหร่)(?:คะ|ครับ)?$/u

/** Without one, only its question mark asks. */
const BEYOND_ASCII = /[\u0080-\uffff]/

/** The sentences and lines of a text in order; what stands behind a figure or a bullet is one with it. */
export function splitSentences(text: string): Sentence[] {
  const found: Sentence[] = []
  let from = 0
  const cut = (to: number) => {
    for (let start = from; start < to; start += LONGEST) add(found, text, start, Math.min(to, start + LONGEST))
    from = to
  }
  for (const match of text.matchAll(END)) {
    const to = match.index + match[0].length
    // "1." opens an item, it ends nothing.
    if (match[0] === '.' && /(?:^|\n)\s*\d{1,2}$/u.test(text.slice(Math.max(0, match.index - 8), match.index))) continue
    cut(to)
  }
  cut(text.length)
  return found
}

function add(found: Sentence[], text: string, from: number, to: number): void {
  const part = text.slice(from, to)
  const trimmed = part.trim()
  if (trimmed === '') return
  const start = from + (part.length - part.trimStart().length)
  const bare = trimmed.replace(/["'”’»)\]*_」』）\s]+$/u, '')
  found.push({
    ...{ start, end: start + trimmed.length, text: trimmed },
    question: BEYOND_ASCII.test(bare) ? QUESTION.test(bare) : bare.endsWith('?'),
    leads: bare.endsWith(':') || bare.endsWith('：'),
    opens: /(?:^|\n)[^\S\n]*$/u.test(text.slice(Math.max(0, start - 40), start)),
    item: ITEM.test(trimmed),
  })
}
