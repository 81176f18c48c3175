const CARRIED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
]

/** A plot as a file of its own: what the page's style sheet gave its parts is written into them. */
export function readSvg(plot: SVGSVGElement): string {
  const copy = plot.cloneNode(true) as SVGSVGElement
  const parts = plot.querySelectorAll<SVGElement>('*')
  for (const [index, part] of copy.querySelectorAll<SVGElement>('*').entries()) {
    const style = getComputedStyle(parts[index]!)
    for (const name of CARRIED) part.setAttribute(name, style.getPropertyValue(name))
    part.removeAttribute('class')
    part.removeAttribute('style')
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.removeAttribute('class')
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  paper.setAttribute('width', '100%')
  paper.setAttribute('height', '100%')
  paper.setAttribute('fill', getComputedStyle(document.documentElement).backgroundColor)
  copy.insertBefore(paper, copy.firstChild)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`
}
