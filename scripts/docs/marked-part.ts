/** A part of a page that is made by a script: it stands between two comments. */
export interface Mark {
  readonly name: string
  /** Where the part comes from, for whoever wants to edit it. */
  readonly origin: string
}

/** @returns the page with the part made anew; throws when a comment is missing */
export function withPart(page: string, mark: Mark, content: string): string {
  const { start, from, to } = find(page, mark)
  return `${page.slice(0, from + start.length)}\n\n${content}\n\n${page.slice(to)}`
}

/** @returns what stands there now */
export function partOf(page: string, mark: Mark): string {
  const { start, from, to } = find(page, mark)
  return page.slice(from + start.length, to).trim()
}

function find(page: string, { name, origin }: Mark) {
  const start = `<!-- ${name}:start, ${origin} -->`
  const end = `<!-- ${name}:end -->`
  const from = page.indexOf(start)
  const to = page.indexOf(end)
  if (from === -1 || to < from) throw new Error(`The page has no ${start} … ${end}`)
  return { start, from, to }
}
