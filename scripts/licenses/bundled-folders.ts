/** What the bundler's `--stats-out` tells of a module. One that joins others has them in `modules`. Source: webpack.js.org/api/stats. */
export interface Module {
  /** Absolute path of the source; `null` for what is built into Node.js. */
  readonly nameForCondition?: string | null
  readonly modules?: readonly Module[]
}

const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/

/** Folders of the packages that the modules come from, each once. */
export function bundledFolders(modules: readonly Module[]): string[] {
  return [...new Set(sources(modules).flatMap((source) => PACKAGE.exec(source) ?? []))]
}

function sources(modules: readonly Module[]): string[] {
  return modules.flatMap((module) => [module.nameForCondition ?? '', ...sources(module.modules ?? [])])
}
