import { resolve } from 'node:path'
import { Minimatch } from 'minimatch'
import { wayInside, withSlashes } from '../files/places.js'

/** The lines of the input `reports`, and what they match. Nothing here looks at files. */

export interface PatternLine {
  /** As it was given, without `!`. */
  readonly text: string
  readonly exclude: boolean
}

/** A pattern with a fixed beginning, which is where the search starts and what it never leaves. */
export interface Glob {
  /** Absolute path of the fixed beginning. */
  readonly base: string
  /**
   * Whether a file below `base` is meant.
   * @param path relative to `base`, with `/`
   */
  matchesFile(path: string): boolean
  /** Whether a directory is meant with everything below it. */
  matchesDirectory(path: string): boolean
  /** Whether anything below a directory can be meant. */
  reaches(path: string): boolean
}

/** One entry per line, in order. Blank lines and lines that start with `#` say nothing; each `!` turns the meaning round. */
export function parsePatterns(patterns: string): readonly PatternLine[] {
  const lines = patterns.split(/\r\n|\n|\r/).map((line) => line.trim())
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map(parseLine)
}

function parseLine(line: string): PatternLine {
  let text = line
  let exclude = false
  for (; text.startsWith('!'); text = text.slice(1).trim()) exclude = !exclude
  return { text, exclude }
}

export function hasWildcard(text: string): boolean {
  return /[*?[]/.test(text)
}

/**
 * The options of `@actions/glob`, so that patterns mean here what they mean in other actions: names that start with a dot are matched,
 * braces, `+(…)` and comments mean nothing special.
 */
const GLOB_OPTIONS = {
  dot: true,
  nobrace: true,
  noext: true,
  nocomment: true,
  nonegate: true,
  nocase: process.platform === 'win32',
} as const

/**
 * @param text with a wildcard
 * @returns `undefined` when the pattern has `..` behind its first wildcard: where that leads depends on what is found
 */
export function parseGlob(text: string, directory: string): Glob | undefined {
  const segments = withSlashes(text).split('/')
  const first = segments.findIndex(hasWildcard)
  const variable = segments.slice(first).filter((segment) => segment !== '' && segment !== '.')
  if (variable.includes('..')) return undefined
  const base = resolve(directory, first === 0 ? '.' : `${segments.slice(0, first).join('/')}/`)
  return variable.at(-1) === '**' ? directoryGlob(base, withoutLast(variable, '**')) : fileGlob(base, variable)
}

function withoutLast(segments: readonly string[], last: string): readonly string[] {
  return segments.at(-1) === last ? withoutLast(segments.slice(0, -1), last) : segments
}

function fileGlob(base: string, segments: readonly string[]): Glob {
  const pattern = new Minimatch(segments.join('/'), GLOB_OPTIONS)
  const matches = (path: string) => pattern.match(path)
  return { base, matchesFile: matches, matchesDirectory: matches, reaches: (path) => path === '' || pattern.match(path, true) }
}

/** `out/**` names no files: it means the directories `out`, with everything below them. */
function directoryGlob(base: string, segments: readonly string[]): Glob {
  if (segments.length === 0) return { base, matchesFile: () => false, matchesDirectory: (path) => path === '', reaches: () => true }
  return { ...fileGlob(base, segments), matchesFile: () => false }
}

/** Whether a path is excluded, itself or through a directory above it. */
export function excludes(glob: Glob, path: string): boolean {
  const inside = wayInside(glob.base, path)
  if (inside === undefined) return false
  const segments = inside.split('/')
  const directories = ['', ...segments.map((_, index) => segments.slice(0, index + 1).join('/'))]
  return glob.matchesFile(inside) || directories.some((directory) => glob.matchesDirectory(directory))
}

/** A path without wildcards as a pattern: itself and everything below it. */
export function literalGlob(path: string): Glob {
  return directoryGlob(path, [])
}
