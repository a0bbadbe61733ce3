import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createJsonArrayFile, writeJsonFile } from '../../src/steps/files.js'
import { folderFault, outputFolder } from '../../src/steps/output-folder.js'

let root: string
let workspace: string
let temp: string
let victim: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'output-folder-')))
  workspace = join(root, 'workspace')
  temp = join(root, 'temp')
  victim = join(root, 'victim')
  mkdirSync(workspace)
  mkdirSync(victim)
  writeFileSync(join(victim, 'secret.json'), 'precious')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Everything below the victim's folder, as it was before. */
function expectVictimUntouched(): void {
  expect(readdirSync(victim)).toEqual(['secret.json'])
  expect(readFileSync(join(victim, 'secret.json'), 'utf8')).toBe('precious')
}

describe('the folder', () => {
  test('is the one that the user names, made when it is not there', () => {
    const folder = outputFolder('a/b', workspace, temp)
    expect(folder.path).toBe(join(workspace, 'a', 'b'))
    expect(folder.warnings()).toEqual([])
  })

  test('is a new one below the temporary folder, which may be missing', () => {
    const [one, other] = [outputFolder(undefined, workspace, temp), outputFolder(undefined, workspace, temp)]
    expect(one.path).not.toBe(other.path)
    expect(readdirSync(temp)).toHaveLength(2)
  })

  test('is none when none can be made, and that is told', () => {
    writeFileSync(temp, 'a file')
    const folder = outputFolder(undefined, workspace, temp)
    expect(folder.path).toBeUndefined()
    expect(folder.warnings()).toEqual([expect.stringMatching(/No folder for output files could be made in RUNNER_TEMP \(.*temp\): .*E/)])
    expect(writeJsonFile(folder, 'report.json', {})).toBeUndefined()
    expect(folder.warnings()).toHaveLength(1)
  })

  test('is at fault when the user names a file', () => {
    writeFileSync(join(workspace, 'file'), '')
    expect(folderFault('file', workspace)).toMatch(/file/)
    expect(folderFault('folder', workspace)).toBeUndefined()
  })

  test.each([
    ['the folder itself', 'out', 'out'],
    ['a folder above it', 'out', 'out/deep/er'],
    ['a folder in the middle', 'a/out', 'a/out/b'],
    ['a link with a dot in its path', 'out', './x/../out/'],
  ])('is not reached through a link of the checkout: %s', (_what, link, directory) => {
    mkdirSync(join(workspace, 'a'))
    symlinkSync(victim, join(workspace, link))
    const folder = outputFolder(directory, workspace, temp)
    expect(folder.path?.startsWith(temp)).toBe(true)
    expect(folder.warnings()).toEqual([expect.stringMatching(/out is a link/)])
    writeJsonFile(folder, 'secret.json', {})
    expectVictimUntouched()
  })

  test('is not made through a link that leads nowhere', () => {
    symlinkSync(join(victim, 'new'), join(workspace, 'out'))
    expect(outputFolder('out', workspace, temp).path?.startsWith(temp)).toBe(true)
    expectVictimUntouched()
  })

  test('is not reached through a link by another name of the workspace', () => {
    symlinkSync(workspace, join(root, 'alias'))
    symlinkSync(victim, join(workspace, 'out'))
    expect(outputFolder(join(workspace, 'out'), join(root, 'alias'), temp).path?.startsWith(temp)).toBe(true)
  })

  test('may be reached through links elsewhere, which are not of the checkout', () => {
    symlinkSync(victim, join(root, 'mount'))
    expect(outputFolder(join(root, 'mount'), workspace, temp)).toMatchObject({ path: join(root, 'mount') })
  })
})

describe('a file', () => {
  test('replaces a link and what was there, and leaves nothing else behind', () => {
    const folder = outputFolder('out', workspace, temp)
    symlinkSync(join(victim, 'secret.json'), join(workspace, 'out', 'findings.json'))
    symlinkSync(join(victim, 'new.json'), join(workspace, 'out', 'report.json'))
    const file = createJsonArrayFile(folder, 'findings.json')
    for (const value of ['a'.repeat(20_000), 'b']) file.add(value)
    expect(file.close()).toBe(join(workspace, 'out', 'findings.json'))
    expect(writeJsonFile(folder, 'report.json', { a: 1 })).toBe(join(workspace, 'out', 'report.json'))
    expect(writeJsonFile(folder, 'report.json', { a: 2 })).toBe(join(workspace, 'out', 'report.json'))
    expectVictimUntouched()
    expect(readdirSync(join(workspace, 'out')).sort()).toEqual(['findings.json', 'report.json'])
    expect(JSON.parse(readFileSync(join(workspace, 'out', 'findings.json'), 'utf8'))).toEqual(['a'.repeat(20_000), 'b'])
    expect(JSON.parse(readFileSync(join(workspace, 'out', 'report.json'), 'utf8'))).toEqual({ a: 2 })
    expect(folder.warnings()).toEqual([])
  })

  test('that cannot take its place is told and leaves nothing behind', () => {
    const folder = outputFolder('out', workspace, temp)
    mkdirSync(join(workspace, 'out', 'findings.json', 'full'), { recursive: true })
    const file = createJsonArrayFile(folder, 'findings.json')
    file.add('a'.repeat(20_000))
    expect(file.close()).toBeUndefined()
    expect(file.close()).toBeUndefined()
    expect(folder.warnings()).toEqual([expect.stringMatching(/findings\.json could not be written: .*E/)])
    expect(readdirSync(join(workspace, 'out'))).toEqual(['findings.json'])
  })

  test('in a folder that is gone is told once', () => {
    const folder = outputFolder('out', workspace, temp)
    rmSync(join(workspace, 'out'), { recursive: true })
    const file = createJsonArrayFile(folder, 'findings.json')
    for (let index = 0; index < 3; index += 1) file.add('a'.repeat(20_000))
    expect(file.close()).toBeUndefined()
    expect(folder.warnings()).toEqual([expect.stringMatching(/findings\.json could not be written: .*ENOENT/)])
  })
})
