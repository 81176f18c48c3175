import { expect, test } from 'vitest'
import { checkBaseUrl, isPublicAddress } from '@/lib/llm/base-url'
import { callModel } from '@/lib/llm/call-model'
import { startModelServer } from '../support/model-server'

const nothing = () => false

test.each([
  '127.0.0.1',
  '127.8.9.10',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12:3456::1',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  'not-an-address',
  '',
])('%s is no public address', (address) => expect(isPublicAddress(address)).toBe(false))

test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) =>
  expect(isPublicAddress(address)).toBe(true),
)

test.each([
  'http://127.0.0.1/v1',
  'https://127.0.0.1/v1',
  'http://2130706433/v1',
  'http://0x7f.1/v1',
  'http://0177.0.0.1/v1',
  'http://127.1/v1',
  'http://0/v1',
  'http://[::1]/v1',
  'http://[::ffff:127.0.0.1]/v1',
  'http://[::ffff:7f00:1]:8080/v1',
  'https://169.254.169.254/latest/meta-data',
  'https://192.168.0.10:11434/v1',
  'http://localhost:11434/v1',
  'https://localhost./v1',
  'http://８.8.8.8/v1',
  'file:///etc/passwd',
  'ftp://8.8.8.8/',
  'gopher://8.8.8.8/',
  'https://user:pass@8.8.8.8/v1',
  'https://8.8.8.8/v1?key=x',
  'https://8.8.8.8/v1#x',
  'no url',
  '',
])('%s is refused at saving', async (text) => expect(await checkBaseUrl(text, nothing)).toMatchObject({ ok: false }))

test('an address that the operator allows may be saved, by plain http too', async () => {
  const allow = (address: string, _host: string, port: number) => address === '127.0.0.1' && port === 11434
  expect(await checkBaseUrl('http://127.0.0.1:11434/v1', allow)).toMatchObject({ ok: true })
  expect(await checkBaseUrl('http://127.0.0.1:5432/v1', allow)).toMatchObject({ ok: false })
  expect(await checkBaseUrl('https://8.8.8.8/v1', nothing)).toMatchObject({ ok: true })
})

const request = { task: 'x', messages: [], temperature: null, seed: null, maxTokens: 5 }
const custom = { preset: 'custom', apiKey: 'sk-0123456789', model: 'm', jsonOutput: 'PROMPT' } as const

test.each(['127.0.0.1', 'localhost', '2130706433', '[::ffff:127.0.0.1]'])(
  'at connecting, %s is refused whatever was saved, and nothing is sent',
  async (host) => {
    const server = await startModelServer()
    const baseUrl = `http://${host}:${server.port}/v1`
    const run = callModel({ ...custom, baseUrl }, request, { allowPrivate: nothing })
    await expect(run).rejects.toMatchObject({ kind: 'BLOCKED', message: expect.stringContaining('PLUMBLINE_ALLOW') })
    expect(server.requests).toHaveLength(0)
    await server.close()
  },
)

test('every address that a name has must be allowed, and the look-up is asked with name and port', async () => {
  const server = await startModelServer({ script: { otherwise: { text: 'yes' } } })
  const asked: [string, string, number][] = []
  const allow = (...facts: [string, string, number]) => {
    asked.push(facts)
    return true
  }
  await callModel({ ...custom, baseUrl: `http://localhost:${server.port}/v1` }, request, { allowPrivate: allow })
  expect(asked).toContainEqual(['127.0.0.1', 'localhost', server.port])
  await server.close()
})

test('a redirect to a place that was not checked is not followed', async () => {
  const target = await startModelServer()
  const server = await startModelServer({
    script: { otherwise: { status: 307, headers: { location: `${target.url}/chat/completions` } } },
  })
  const run = callModel({ ...custom, baseUrl: server.url }, request, { allowPrivate: () => true })
  await expect(run).rejects.toMatchObject({ kind: 'BLOCKED', status: 307 })
  expect(target.requests).toHaveLength(0)
  await Promise.all([server.close(), target.close()])
})
