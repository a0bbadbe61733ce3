import { isAbsolute, relative, sep } from 'node:path'

/** Whether a path is a directory or lies below it. Both absolute and free of links, or the answer means nothing. */
export function isInside(path: string, directory: string): boolean {
  return wayInside(directory, path) !== undefined
}

/** The way from a directory down to a path: `''` for itself, `undefined` when the path lies elsewhere. With `/` on every system. */
export function wayInside(directory: string, path: string): string | undefined {
  const way = relative(directory, path)
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return undefined
  return withSlashes(way)
}

export function withSlashes(path: string): string {
  return sep === '\\' ? path.replaceAll(sep, '/') : path
}
