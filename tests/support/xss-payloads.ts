/**
 * A hundred and more texts that try to become markup, script, a request or a layout trick when they are shown.
 * Each calls `alert(1)` or fetches `https://probe.example/…`, so that a test can watch for a dialog or a request.
 */

const probe = 'https://probe.example/x'
const js = 'alert(1)'

const handlers = ['onerror', 'onload', 'onfocus', 'ontoggle', 'onbegin', 'onanimationend', 'onpointerenter', 'onscroll']
const carriers: [tag: string, rest: string][] = [
  ['img', 'src=x'],
  ['svg', ''],
  ['input', 'autofocus'],
  ['details', 'open'],
  ['body', ''],
  ['video', `src="${probe}"`],
]

const byHandler = carriers.flatMap(([tag, rest]) => handlers.map((handler) => `<${tag} ${rest} ${handler}=${js}>`))

const elements = [
  `<script>${js}</script>`,
  `<SCRIPT SRC=${probe}></SCRIPT>`,
  `<scr<script>ipt>${js}</scr</script>ipt>`,
  `</textarea><script>${js}</script>`,
  `</title><script>${js}</script>`,
  `</style><script>${js}</script>`,
  `<iframe src="javascript:${js}"></iframe>`,
  `<iframe srcdoc="<script>${js}</script>"></iframe>`,
  `<object data="javascript:${js}"></object>`,
  `<embed src="javascript:${js}">`,
  `<form action="javascript:${js}"><input type=submit>`,
  `<button formaction="javascript:${js}">go</button>`,
  `<base href="${probe}/">`,
  `<link rel=stylesheet href="${probe}.css">`,
  `<link rel=prefetch href="${probe}">`,
  `<style>@import url(${probe}.css);</style>`,
  `<style>*{background:url(${probe})}</style>`,
  `<meta http-equiv=refresh content="0;url=${probe}">`,
  `<meta http-equiv="Content-Security-Policy" content="default-src *">`,
  `<img src="${probe}.png">`,
  `<img srcset="${probe}.png 2x">`,
  `<picture><source srcset="${probe}.png"></picture>`,
  `<audio src="${probe}.mp3" autoplay></audio>`,
  `<a href="javascript:${js}">read more</a>`,
  `<a href="data:text/html,<script>${js}</script>">read more</a>`,
  `<a href="vbscript:msgbox(1)">read more</a>`,
  `<a href="  java\tscript:${js}">read more</a>`,
  `<area href="javascript:${js}">`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${js}>`,
  `<math href="javascript:${js}">x</math>`,
  `<svg><script>${js}</script></svg>`,
  `<svg><a xlink:href="javascript:${js}"><text>x</text></a></svg>`,
  `<svg><use href="${probe}.svg#x"/></svg>`,
  `<svg><animate attributeName=href values="javascript:${js}"/></svg>`,
  `<svg><foreignObject><iframe src="${probe}"></iframe></foreignObject></svg>`,
  `<template><script>${js}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${js}>">`,
  `<xmp><p title="</xmp><img src=x onerror=${js}>">`,
  `<marquee onstart=${js}>`,
  `<dialog open onclose=${js}>`,
  `<p style="background:url(${probe})">`,
  `<p style="position:fixed;inset:0">covers the page</p>`,
]

const textual = [
  `![](${probe}.png)`,
  `![x](javascript:${js})`,
  `[x](javascript:${js})`,
  `[x](data:text/html;base64,PHNjcmlwdD4=)`,
  `<${probe}>`,
  `<!-- --><script>${js}</script><!-- -->`,
  `<!--><img src=x onerror=${js}>-->`,
  `<![CDATA[<script>${js}</script>]]>`,
  `<?xml-stylesheet href="${probe}.xsl"?>`,
  `{{constructor.constructor('${js}')()}}`,
  `\${${js}}`,
  `<%= ${js} %>`,
  `#{${js}}`,
  `"><img src=x onerror=${js}>`,
  `'><img src=x onerror=${js}>`,
  `\`><img src=x onerror=${js}>`,
  `" autofocus onfocus=${js} x="`,
  `' onmouseover=${js} x='`,
  `&lt;script&gt;${js}&lt;/script&gt;`,
  `&#60;script&#62;${js}&#60;/script&#62;`,
  `%3Cscript%3E${js}%3C/script%3E`,
  `\\u003cscript\\u003e${js}\\u003c/script\\u003e`,
  `＜script＞${js}＜/script＞`,
  `<img src=x onerror=&#97;lert(1)>`,
  `<img/src=x/onerror=${js}>`,
  `<img src=x onerror\n=\n${js}>`,
  '\u202Egnp.elif\u202C right-to-left override',
  '\u2066isolated\u2069 \u200Bzero\u200Bwidth\u200D joiner \uFEFF mark',
  '\u{E0041}\u{E0042}\u{E0043} tag characters',
  'Za\u0351\u0342l\u030Ag\u0308o\u036D'.repeat(5),
  '__proto__ constructor prototype toString hasOwnProperty',
  '=HYPERLINK("https://probe.example/x","open")',
  '+1+1 @SUM(1,1) -2-2',
  '../../etc/hosts ..\\..\\boot.ini',
  'line\r\nSet-Cookie: a=b\r\n\r\nbody',
  "'; DROP TABLE items; --",
  '%s %n %x \\0 \\x00',
  `javascript:${js}//`,
  `data:text/html,<script>${js}</script>`,
  '\u001B[31mred\u001B[0m \u0007 bell',
]

/** Control characters that a JSON importer refuses are not here: those are import problems, with tests of their own. */
export const XSS_PAYLOADS: readonly string[] = [...byHandler, ...elements, ...textual]
