const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()

/** Who is signed in, as two letters; the name on hover and to assistive technology. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className="grid size-6 shrink-0 place-items-center rounded-full border border-line-2 bg-sheet text-11 font-medium text-ink-2"
    >
      {initials(name)}
    </span>
  )
}
