import { expect, test } from 'vitest'
import { replay } from '@/lib/environment/environment'
import { luckyWorld, Session } from './try-tools'

const shell = (session: Session, command: string, more = {}) => session.done('execute_command', { command, ...more })

test('a file that is made is listed, read, copied, moved and deleted, by either tool', () => {
  const session = new Session()
  session.done('file_operation', { operation: 'write', path: 'plans/spring/garden.txt', content: 'beans\npeas\n' })
  expect(shell(session, 'ls plans/spring').stdout).toBe('garden.txt\n')
  shell(session, 'echo leeks >> plans/spring/garden.txt')
  const read = session.done('file_operation', { operation: 'read', path: '~/plans/spring/garden.txt' })
  expect(read).toMatchObject({ content: 'beans\npeas\nleeks\n', size: 17, path: '/home/robin/plans/spring/garden.txt' })
  session.done('file_operation', { operation: 'copy', path: 'plans', destination: 'plans-2027' })
  session.done('file_operation', { operation: 'move', path: 'plans/spring/garden.txt', destination: 'Documents' })
  expect(shell(session, 'cat Documents/garden.txt plans-2027/spring/garden.txt | wc -l').stdout).toBe('6\n')
  expect(session.done('file_operation', { operation: 'read', path: 'plans/spring' }).entries).toEqual([])
  expect(session.done('file_operation', { operation: 'delete', path: 'plans-2027' }).deleted).toBe(3)
  expect(session.refused('file_operation', { operation: 'read', path: 'plans-2027' }).error).toBe(
    "[Errno 2] No such file or directory: '/home/robin/plans-2027'",
  )
})

test('files are refused as a system refuses them', () => {
  const session = new Session()
  const refusal = (args: object) => session.refused('file_operation', args).error
  expect(refusal({ operation: 'write', path: '/etc/hostname', content: 'x' })).toMatch(/Errno 13.*Permission denied/)
  expect(refusal({ operation: 'write', path: 'Documents', content: 'x' })).toMatch(/Errno 21/)
  expect(refusal({ operation: 'write', path: 'Documents/notes.txt/x', content: 'x' })).toMatch(/Errno 20/)
  expect(refusal({ operation: 'write', path: 'Documents/notes.txt', content: 'x', mode: 'x' })).toMatch(/Errno 17/)
  expect(refusal({ operation: 'write', path: 'a.txt' })).toBe("'content' is needed to write")
  expect(refusal({ operation: 'read', path: 'a.txt', mode: 'w' })).toBe("invalid mode for read: 'w'")
  expect(refusal({ operation: 'copy', path: 'Documents' })).toBe("'destination' is needed to copy")
  expect(refusal({ operation: 'copy', path: 'Documents', destination: 'Documents/inside' })).toMatch(/Errno 22/)
  expect(refusal({ operation: 'delete', path: '~' })).toMatch(/Errno 1\b/)
  expect(refusal({ operation: 'write', path: 'a.txt', content: 'x'.repeat(100_001) })).toMatch(/Errno 27/)
})

test('a shell knows lists, pipes, quotes, variables, patterns and redirections', () => {
  const session = new Session()
  const prints = (command: string, out: string) => expect(shell(session, command).stdout, command).toBe(out)
  prints('echo "a  b" \'$HOME\' $HOME', 'a  b $HOME /home/robin\n')
  prints('false || echo saved; true && echo kept', 'saved\nkept\n')
  prints('cd Documents && pwd', '/home/robin/Documents\n')
  prints('sort -n Documents/budget.csv | head -n 1', 'month,rent,food,travel\n')
  prints('ls Documents/*.md', 'Documents/report.md\n')
  prints('cat missing.txt 2>/dev/null; echo $GREETING', '\n')
  prints('grep -c the Documents/notes.txt', '3\n')
  prints('grep -n "^Ask.*slides" Documents/notes.txt', '3:Ask Ada for the slides.\n')
  prints('find projects -name "*.csv"', 'projects/trial/data/trial.csv\n')
  prints('mkdir -p a/b && touch a/b/c && ls -R a', 'b\nb/c\n')
  prints('printf "%s-%s" x y', 'x-y')
  expect(shell(session, 'echo $GREETING', { env_vars: { GREETING: 'hello' } }).stdout).toBe('hello\n')
  expect(shell(session, 'pwd', { working_dir: 'projects/shop' }).stdout).toBe('/home/robin/projects/shop\n')
})

test('commands that are not there, scripts and administration are refused with the usual codes', () => {
  const session = new Session()
  const fails = (command: string, code: number, words: string) =>
    expect(session.refused('execute_command', { command })).toMatchObject({
      exit_code: code,
      stderr: expect.stringContaining(words),
    })
  fails('frobnicate', 127, 'command not found')
  fails('python3 projects/trial/analyse.py', 126, 'programs are not run in this environment')
  fails('sudo ls', 1, 'permission denied')
  fails('rm -rf /', 1, 'Operation not permitted')
  fails('cat $(ls)', 2, 'command substitution')
  fails('echo "open', 2, 'unexpected EOF')
  fails('ls |', 2, 'syntax error')
  fails('cd Nowhere', 1, 'No such file')
  expect(session.refused('execute_command', { command: 'sleep 100', timeout: 5 })).toMatchObject({
    exit_code: 124,
    duration_ms: 5_000,
  })
  expect(session.refused('execute_command', { command: 'ls', working_dir: 'Nowhere' }).error).toMatch(
    /no such directory/,
  )
})

test('a program that is started shows up, is counted, and is gone once it was ended', () => {
  const session = new Session()
  const before = session.done('system_info', {}).processes
  const pid = Number(shell(session, 'python3 -m http.server 8000 &').stdout.replace('[1] ', ''))
  expect(session.done('system_info', {}).processes).toBe(before + 1)
  expect(session.done('process_management', { operation: 'info', pid }).process.command).toBe(
    'python3 -m http.server 8000',
  )
  expect(shell(session, 'ps').stdout).toContain('http.server')
  expect(session.done('process_management', { operation: 'kill', name: 'http.server' })).toMatchObject({
    pid,
    signal: 15,
    terminated: true,
  })
  expect(session.refused('process_management', { operation: 'info', pid }).code).toBe('ESRCH')
  expect(session.refused('process_management', { operation: 'kill', pid: 1 }).code).toBe('EPERM')
  expect(session.refused('process_management', { operation: 'kill' }).code).toBe('EINVAL')
  expect(session.done('system_info', {}).processes).toBe(before)
})

test('a repository says what changed, takes it in, and hands it on', () => {
  const session = new Session()
  const git = (operation: string, args = {}) => ({ operation, repository_path: '~/projects/shop', args })
  expect(session.done('git_operation', git('status'))).toMatchObject({ branch: 'main', clean: true, ahead: 0 })
  shell(session, 'echo more >> projects/shop/README.md; touch projects/shop/new.txt; rm projects/shop/package.json')
  expect(session.done('git_operation', git('status'))).toMatchObject({
    clean: false,
    modified: ['README.md'],
    untracked: ['new.txt'],
    deleted: ['package.json'],
  })
  expect(session.refused('git_operation', git('commit')).stderr).toMatch(/empty commit message/)
  expect(session.done('git_operation', git('commit', { message: 'Say more' })).files_changed).toBe(3)
  expect(session.refused('git_operation', git('commit', { message: 'Again' })).stderr).toMatch(/nothing to commit/)
  expect(session.done('git_operation', git('log')).commits[0].message).toBe('Say more')
  const { behind, ahead } = session.done('git_operation', git('status'))
  expect(ahead).toBe(1)
  if (behind > 0) expect(session.refused('git_operation', git('push')).stderr).toMatch(/fetch first/)
  session.done('git_operation', git('pull'))
  session.done('git_operation', git('push'))
  expect(session.done('git_operation', git('status'))).toMatchObject({ clean: true, ahead: 0, behind: 0 })
})

test('a clone is a folder of files; one of a host that is not there fails', () => {
  const session = new Session()
  const clone = (url: string, path = 'clones/tool') => ({ operation: 'clone', repository_path: path, args: { url } })
  session.done('git_operation', clone('https://git.example.org/team/tool.git'))
  expect(shell(session, 'cat clones/tool/README.md').stdout).toMatch(/^# tool\n/)
  expect(session.done('git_operation', { operation: 'log', repository_path: 'clones/tool' }).total).toBe(3)
  const again = session.refused('git_operation', clone('https://git.example.org/team/tool.git'))
  expect(again.stderr).toMatch(/already exists/)
  expect(session.refused('git_operation', clone('https://git.nowhere.invalid/a/b', 'b')).stderr).toMatch(/resolve host/)
  expect(session.refused('git_operation', { operation: 'status', repository_path: 'Documents' }).stderr).toMatch(
    /not a git repository/,
  )
})

test('a container has an image, a port that answers, a program, and logs that say when it was stopped', () => {
  const session = new Session()
  const run = (target: string, args = {}) => ({ operation: 'run', target, args })
  const { name } = session.done('docker_operation', run('nginx:1.27', { ports: { '8080': '80' } }))
  expect(session.done('docker_operation', { operation: 'ps', target: 'all' }).containers.at(-1)).toMatchObject({
    name,
    ports: ['0.0.0.0:8080->80/tcp'],
    status: expect.stringMatching(/^Up/),
  })
  expect(session.done('http_request', { url: 'http://localhost:8080/' }).body).toMatch(/nginx/)
  expect(session.refused('http_request', { url: 'http://localhost:8081/' }).error).toMatch(/Connection refused/)
  expect(session.refused('docker_operation', run('redis:8', { ports: { '80/tcp': 8080 } })).stderr).toMatch(
    /already allocated/,
  )
  expect(session.refused('docker_operation', run('nobody/nothing')).stderr).toMatch(/pull access denied/)
  session.done('process_management', { operation: 'kill', name: 'docker run nginx' })
  expect(session.done('docker_operation', { operation: 'ps', target: name }).containers[0].status).toMatch(/^Exited/)
  expect(session.done('docker_operation', { operation: 'logs', target: name }).logs).toMatch(/stopped/)
  const build = { operation: 'build', target: 'shop', args: { dockerfile: 'projects/shop/Dockerfile' } }
  expect(session.done('docker_operation', build)).toMatchObject({ tag: 'shop:latest', steps: 4 })
  session.done('docker_operation', run('shop'))
  expect(session.refused('docker_operation', { ...build, args: {} }).stderr).toMatch(/no such file/)
})

test('a package that is installed is listed until it is removed; each manager has its own words', () => {
  const session = new Session()
  const pip = (operation: string, package_name: string, args = {}) => ({ operation, package_name, args })
  expect(session.done('package_operation', pip('install', 'flask')).stdout).toMatch(/^Successfully installed flask-/)
  expect(session.done('package_operation', pip('list', 'flask')).count).toBe(1)
  session.done('package_operation', pip('uninstall', 'flask'))
  expect(session.done('package_operation', pip('list', 'flask')).count).toBe(0)
  expect(session.refused('package_operation', pip('uninstall', 'flask')).stderr).toMatch(/not installed/)
  expect(session.refused('package_operation', pip('install', 'flask', { version: '99.0' })).stderr).toMatch(
    /flask==99.0/,
  )
  expect(session.done('package_operation', pip('search', 'plots')).results[0].name).toBe('matplotlib')
  const npm = { operation: 'install', package_name: 'zod', manager: 'npm', args: { dev: true } }
  expect(session.done('package_operation', npm)).toMatchObject({ added: 1, saved: { devDependencies: {} } })
  expect(session.refused('package_operation', { ...npm, package_name: 'Not A Name' }).stderr).toMatch(/E404/)
  const yarn = { operation: 'list', package_name: 'all', manager: 'yarn' }
  expect(session.done('package_operation', yarn).packages.map((one: { name: string }) => one.name)).toContain('zod')
})

test('a shell cannot be made to run away: long inputs end at a limit', () => {
  const world = luckyWorld()
  const words = ['cat * *', 'grep -r ".*.*.*.*a" .', 'echo $A$A$A > a && cat a a a a > b', 'ls -R / / /', 'find /']
  const calls = words.map((command) => ({
    name: 'execute_command',
    arguments: JSON.stringify({ command: command.repeat(30), env_vars: { A: 'x'.repeat(20_000) } }),
  }))
  const begun = performance.now()
  for (const { observation } of replay(world.seed, calls).observations) expect(observation.length).toBeLessThan(200_000)
  expect(performance.now() - begun).toBeLessThan(3_000)
})
