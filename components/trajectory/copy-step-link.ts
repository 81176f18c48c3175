/** Copies the address of a step (from 0) of an item's own page; answers what to say of it. */
export async function copyStepLink(path: string, step: number): Promise<string> {
  const address = `${location.origin}${path}#step-${step + 1}`
  try {
    await navigator.clipboard.writeText(address)
    return `The link to step ${step + 1} is copied.`
  } catch {
    // Browsers give the clipboard to safe addresses only.
    return `This browser does not let the page copy. The link to step ${step + 1}: ${address}`
  }
}
