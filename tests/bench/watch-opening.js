// Runs in the page before its own scripts: when the first and the last step of a response stood in
// the page and were painted, and how
// long each interaction took until its paint (Event Timing, in steps of 8 ms; what took less than 16 is not told).
const watched = { opened: null, whole: null, interactions: [] }
globalThis.plumblineBench = watched

new PerformanceObserver((list) => {
  for (const { name, duration, interactionId } of list.getEntries()) {
    if (interactionId > 0) watched.interactions.push({ name, ms: duration })
  }
}).observe({ type: 'event', durationThreshold: 16, buffered: true })

const look = new MutationObserver(() => {
  if (watched.opened === null && document.getElementById('step-5')) painted('opened')
  if (!document.getElementById('step-200')) return
  look.disconnect()
  painted('whole')
})
look.observe(document, { childList: true, subtree: true })

function painted(what) {
  watched[what] = 0
  requestAnimationFrame(() => requestAnimationFrame(() => (watched[what] = performance.now())))
}
