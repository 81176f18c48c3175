// Runs in the page before its own scripts: when the last step of a response stood in the page and was painted, and how
// long each interaction took until its paint (Event Timing, in steps of 8 ms; what took less than 16 is not told).
const watched = { opened: null, interactions: [] }
globalThis.plumblineBench = watched

new PerformanceObserver((list) => {
  for (const { name, duration, interactionId } of list.getEntries()) {
    if (interactionId > 0) watched.interactions.push({ name, ms: duration })
  }
}).observe({ type: 'event', durationThreshold: 16, buffered: true })

const look = new MutationObserver(() => {
  if (!document.getElementById('step-200')) return
  look.disconnect()
  requestAnimationFrame(() => requestAnimationFrame(() => (watched.opened = performance.now())))
})
look.observe(document, { childList: true, subtree: true })
