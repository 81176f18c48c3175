// Runs in the page before its own scripts: how long each press of A took until what it changed was painted.
const presses = []
const events = []
globalThis.plumblineBench = { presses, events }

// Event Timing: from the key to the next paint after its handlers, in steps of 8 ms; what took less than 16 is not told.
new PerformanceObserver((list) => {
  for (const { name, startTime, duration } of list.getEntries()) {
    if (name === 'keydown') events.push({ at: startTime, ms: duration })
  }
}).observe({ type: 'event', durationThreshold: 16, buffered: true })

const title = () => document.querySelector('#item h1')?.textContent ?? ''

// Cross-check: the second frame begins when the first one, with the next item on it, has been handed over.
addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'a') return
    const before = title()
    const press = { at: event.timeStamp, twoFrames: null, moved: false }
    presses.push(press)
    requestAnimationFrame(() => {
      press.moved = title() !== before
      requestAnimationFrame(() => {
        press.twoFrames = performance.now() - press.at
      })
    })
  },
  { capture: true },
)
