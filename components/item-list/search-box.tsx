'use client'
import { useEffect, useRef, useState } from 'react'
import { SHORTEST_WORD } from '@/lib/core/item/filter'
import { isPlainKey } from '../layout/is-plain-key'
import { Kbd } from '../ui/kbd'

interface SearchBoxProps {
  /** "titles and explanations" */
  what: string
  text: string
  onSearch: (text: string | undefined) => void
}

/** Search over the items' search text: on Enter, or half a second after the last letter. */
export function SearchBox({ what, text, onSearch }: SearchBoxProps) {
  const ref = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(text)
  const asked = useRef(text)
  useEffect(() => {
    if (text === asked.current) return
    asked.current = text
    setTyped(text)
  }, [text])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || !isPlainKey(event)) return
      event.preventDefault()
      ref.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  const search = (value: string) => {
    const next = value.trim()
    if (next === asked.current) return
    asked.current = next
    onSearch(next || undefined)
  }
  const latest = useRef(search)
  latest.current = search
  useEffect(() => {
    const timer = setTimeout(() => latest.current(typed), 500)
    return () => clearTimeout(timer)
  }, [typed])
  const short = typed
    .trim()
    .split(/\s+/)
    .some((word) => word !== '' && word.length < SHORTEST_WORD)
  return (
    <form
      className="relative max-md:flex-1"
      onSubmit={(event) => {
        event.preventDefault()
        search(typed)
      }}
    >
      <input
        ref={ref}
        type="search"
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        aria-label={`Search ${what}`}
        aria-keyshortcuts="/"
        aria-describedby={short ? 'search-short' : undefined}
        placeholder={`Search ${what}`}
        className="h-6 w-56 rounded-1 border border-edge bg-raise px-2 pr-6 text-12 placeholder:text-ink-3 placeholder-shown:text-ellipsis max-md:h-9 max-md:w-full max-md:pr-2 max-md:text-[16px] [&:placeholder-shown::-webkit-search-cancel-button]:hidden"
      />
      {typed === '' && <Kbd className="pointer-events-none absolute top-1 right-2 text-ink-3">/</Kbd>}
      {short && (
        <p
          id="search-short"
          className="absolute top-full right-0 z-20 mt-1 bg-paper px-1 text-12 whitespace-nowrap text-ink-2"
        >
          Words of {SHORTEST_WORD} letters or more are looked for.
        </p>
      )}
    </form>
  )
}
