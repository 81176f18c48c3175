/** Check boxes and buttons take no letters; everything else that is an input does. */
const TYPED_INTO = 'input:not([type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable]'

export const isTypedInto = (target: Element) => target.closest(TYPED_INTO) !== null

/** The element that a key went to; null for the document itself. */
export function keyTarget({ target }: KeyboardEvent): Element | null {
  return target && 'closest' in target ? (target as Element) : null
}

/** True for a bare key press that no field, dialog, modifier or input method wants. */
export function isPlainKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false
  if (event.isComposing || event.keyCode === 229) return false
  const target = keyTarget(event)
  return !target || !(isTypedInto(target) || target.closest('dialog, [role="dialog"]'))
}
