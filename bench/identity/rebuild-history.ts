/**
 * Makes a git history out of the versions that a package has published, for the identity benchmark. Nothing of the package is kept here.
 *
 *   node lib/bench/identity/rebuild-history.js <folder> npm <package> <version>…
 *   node lib/bench/identity/rebuild-history.js <folder> pypi <package> <version>…
 *
 * Uses npm or pip as they are set up on the machine. Each version is one commit, in the order given.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { git } from './git.js'

const [folder, registry, name, ...versions] = process.argv.slice(2)
if (folder === undefined || name === undefined || versions.length === 0 || (registry !== 'npm' && registry !== 'pypi')) {
  process.stderr.write('Usage: rebuild-history <folder> npm|pypi <package> <version>…\n')
  process.exit(2)
}
rebuild(resolve(process.env['INIT_CWD'] ?? '.', folder), name, versions, registry === 'npm' ? unpackFromNpm : unpackFromPypi)

type Unpack = (work: string, name: string, version: string) => string

function rebuild(repository: string, name: string, versions: readonly string[], unpack: Unpack): void {
  mkdirSync(repository, { recursive: true })
  git(repository, 'init', '--quiet', '--initial-branch=main')
  for (const version of versions) {
    const work = mkdtempSync(join(tmpdir(), 'rebuild-'))
    const source = unpack(work, name, version)
    for (const entry of readdirSync(repository)) if (entry !== '.git') rmSync(join(repository, entry), { recursive: true })
    cpSync(source, repository, { recursive: true })
    git(repository, 'add', '--all', '--force')
    git(repository, 'commit', '--quiet', '--allow-empty', `--message=${name} ${version}`)
    rmSync(work, { recursive: true, force: true })
    process.stdout.write(`${name} ${version}\n`)
  }
}

function unpackFromNpm(work: string, name: string, version: string): string {
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', work, `${name}@${version}`])
  return unpacked(work)
}

/** Wheels, because making them does not run the package's own code here. */
function unpackFromPypi(work: string, name: string, version: string): string {
  run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', work, `${name}==${version}`])
  return unpacked(work)
}

function unpacked(work: string): string {
  const [archive] = readdirSync(work)
  if (archive === undefined) throw new Error('Nothing was downloaded')
  const target = join(work, 'unpacked')
  mkdirSync(target)
  const path = join(work, archive)
  if (archive.endsWith('.whl')) run('python3', ['-m', 'zipfile', '-e', path, target])
  else run('tar', ['-xzf', path, '-C', target])
  // npm packs everything into one folder named `package`.
  return existsSync(join(target, 'package')) ? join(target, 'package') : target
}

function run(program: string, parameters: readonly string[]): void {
  execFileSync(program, parameters, { stdio: ['ignore', 'ignore', 'inherit'] })
}
