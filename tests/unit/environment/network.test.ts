import { expect, test } from 'vitest'
import { Session } from './try-tools'

const DOCUMENTATION = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/

test('a name has one address, which every tool gives', () => {
  const session = new Session()
  const look = (operation: string, target: string, args = {}) =>
    session.done('network_diagnostic', { operation, target, args })
  const { address } = look('nslookup', 'files.example.org').answers[0]
  expect(address).toMatch(DOCUMENTATION)
  expect(look('traceroute', 'files.example.org').hops.at(-1).ip).toBe(address)
  expect(session.done('ssh_operation', { operation: 'connect', host: 'files.example.org', username: 'robin' }).ip).toBe(
    address,
  )
  expect(session.done('system_info', {}).network.ip).toBe(
    session.done('network_info', {}).interfaces[1].ipv4.replace('/24', ''),
  )
  expect(session.refused('network_diagnostic', { operation: 'ping', target: 'nowhere.invalid' }).error.code).toBe(
    'ENOTFOUND',
  )
  expect(
    session.refused('network_diagnostic', { operation: 'ping', target: 'a.example', args: { count: 0 } }).error.code,
  ).toBe('EINVAL')
})

test('a ping counts what it sent and what came back', () => {
  const session = new Session()
  const { packets, rtt_ms } = session.done('network_diagnostic', {
    operation: 'ping',
    target: 'www.example.com',
    args: { count: 10 },
  })
  expect(packets.sent).toBe(10)
  expect(packets.received + (packets.loss_percent / 100) * 10).toBeCloseTo(10)
  expect(rtt_ms.min).toBeLessThanOrEqual(rtt_ms.avg)
  expect(rtt_ms.avg).toBeLessThanOrEqual(rtt_ms.max)
})

test('what is put on a server can be fetched, and is gone once it was deleted', () => {
  const session = new Session()
  const ask = (method: string, url: string, data?: unknown) =>
    session.done('http_request', { method, url, ...(data !== undefined && { data }) })
  const { headers, status } = ask('POST', 'https://api.example.com/items', { name: 'Chair' })
  expect(status).toBe(201)
  expect(JSON.parse(ask('GET', headers.location).body)).toMatchObject({ name: 'Chair' })
  expect(JSON.parse(ask('GET', 'https://api.example.com/items').body)).toHaveLength(3)
  ask('PUT', headers.location, { name: 'Stool' })
  expect(ask('GET', `${headers.location}?fresh=1`).body).toBe('{"name":"Stool"}')
  expect(ask('HEAD', headers.location).body).toBe('')
  expect(ask('DELETE', headers.location).status).toBe(204)
  expect(session.refused('http_request', { url: headers.location }).status).toBe(404)
})

test('requests are refused as a client refuses them', () => {
  const session = new Session()
  const refusal = (args: object) => session.refused('http_request', args).error
  expect(refusal({ url: 'ftp://example.com' })).toMatch(/must begin with http/)
  expect(refusal({ url: 'no address' })).toMatch(/must begin with http/)
  expect(refusal({ url: 'https://nowhere.invalid/' })).toBe('Could not resolve host: nowhere.invalid')
  expect(refusal({ url: 'https://www.example.com/', timeout: 0 })).toMatch(/timeout/)
  const moved = session.done('http_request', { url: 'http://www.example.com/articles/tea', follow_redirects: false })
  expect(moved).toMatchObject({ status: 301, headers: { location: 'https://www.example.com/articles/tea' } })
  expect(session.done('http_request', { url: 'http://www.example.com/articles/tea' })).toMatchObject({
    status: 200,
    redirects: 1,
  })
})

test('files go to a server and come back, and commands change them there only', () => {
  const session = new Session()
  const ssh = (operation: string, args = {}) => ({ operation, host: 'files.example.org', username: 'robin', args })
  session.done('ssh_operation', ssh('scp_upload', { local_path: 'Documents/notes.txt', remote_path: 'inbox.txt' }))
  expect(
    session.done('ssh_operation', ssh('execute', { command: 'echo "From afar." >> inbox.txt; ls' })).stdout,
  ).toContain('inbox.txt')
  session.done('ssh_operation', ssh('scp_download', { remote_path: 'inbox.txt', local_path: 'Downloads' }))
  expect(session.done('execute_command', { command: 'tail -n 1 Downloads/inbox.txt' }).stdout).toBe('From afar.\n')
  expect(session.done('execute_command', { command: 'cat Documents/notes.txt' }).stdout).not.toContain('From afar.')
  expect(session.done('ssh_operation', ssh('execute', { command: 'hostname' })).stdout).toBe('files.example.org\n')
})

test('a server lets nobody in without a key or a password, and says why', () => {
  const session = new Session()
  const refusal = (host: string, args = {}) =>
    session.refused('ssh_operation', { operation: 'connect', host, username: 'robin', args }).error
  expect(refusal('files.example.org', { key_file: '~/.ssh/other' })).toMatch(/Permission denied/)
  expect(refusal('nowhere.invalid')).toMatch(/Could not resolve hostname/)
  expect(refusal('files.example.org', { port: 70_000 })).toMatch(/Bad port/)
  const upload = {
    operation: 'scp_upload',
    host: 'files.example.org',
    username: 'robin',
    args: { local_path: 'none.txt', remote_path: 'a' },
  }
  expect(session.refused('ssh_operation', upload).error).toMatch(/No such file/)
})
