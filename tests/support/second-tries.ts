import type { Reporter, TestCase } from 'vitest/node'

/** Names every test that passed only when it was tried again: it waits for something that it should not count on, and is to be mended. */
export default class SecondTries implements Reporter {
  readonly #names: string[] = []

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky) this.#names.push(`${test.module.relativeModuleId}: ${test.fullName}`)
  }

  onTestRunEnd(): void {
    if (this.#names.length > 0) console.log(`\nPassed only at the second try:\n  ${this.#names.join('\n  ')}`)
  }
}
