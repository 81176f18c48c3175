import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '@/lib/auth/content-security-policy'
import { toOwnUrl } from '@/lib/auth/own-url'

const OWN = [new URL('https://plumbline.example'), new URL('http://localhost:3000')]

const FOREIGN = [
  '//evil.example',
  '///evil.example',
  '////evil.example/x',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  'https:evil.example',
  'https://evil.example',
  'http:\\\\evil.example',
  'http://localhost:3000@evil.example',
  'https://plumbline.example@evil.example/',
  'https://plumbline.example.evil.example/',
  'https://user:secret@plumbline.example/',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'blob:https://plumbline.example/x',
  'file:///etc/hosts',
  '%2F%2Fevil.example',
  '/%2F/evil.example',
  '/%5Cevil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/redirect?to=https://evil.example',
  'https://[::1',
  '',
]

test.each(OWN.flatMap((own) => FOREIGN.map((url) => [url, own] as const)))('%j never leaves %s', (url, own) => {
  const target = toOwnUrl(url, own)
  expect(target.origin).toBe(own.origin)
  expect(target.username + target.password).toBe('')
  // As a path of its own the browser must not read it as another host either.
  expect(new URL(`${target.pathname}${target.search}`, own).origin).toBe(own.origin)
})

test('an address of this installation is kept, with its query', () => {
  for (const own of OWN) {
    expect(toOwnUrl('/agents/chains?sort=number', own).href).toBe(`${own.origin}/agents/chains?sort=number`)
    expect(toOwnUrl(`${own.origin}/people`, own).href).toBe(`${own.origin}/people`)
  }
})

test('scripts run by nonce only, and nothing of a page may be framed, re-based or posted elsewhere', () => {
  const policy = contentSecurityPolicy('bm9uY2U=', false)
  expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic';")
  expect(policy).toContain("style-src 'self' 'nonce-bm9uY2U=';")
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|style-src [^;]*unsafe-inline|\*/)
  for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
    expect(policy.split('; ')).toContain(part)
})
