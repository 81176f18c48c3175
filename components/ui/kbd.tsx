import { cx } from './cx'

/** A key, as small capitals on the thing that it presses. Decoration: the control's `aria-keyshortcuts` says it. */
export function Kbd({ children, className }: { children: string; className?: string }) {
  const letter = /^[a-z]$/i.test(children)
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd without tabindex takes no focus.
    <kbd
      aria-hidden="true"
      className={cx(
        'hidden border-b border-current px-[3px] opacity-80 md:inline-block',
        letter ? 'tracking-[.05em] [font-variant-caps:all-small-caps]' : 'text-11',
        className,
      )}
    >
      {letter ? children.toLowerCase() : children}
    </kbd>
  )
}
