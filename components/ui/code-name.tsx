import { Fragment } from 'react'

/** A name of code that may break after its dots and underscores, where it would otherwise break inside a word. */
export function CodeName({ children }: { children: string }) {
  const parts = children.split(/(?<=[._])/)
  let end = 0
  return parts.map((part) => {
    end += part.length
    return (
      <Fragment key={end}>
        {part}
        {end < children.length && <wbr />}
      </Fragment>
    )
  })
}
