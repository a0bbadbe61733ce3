/** Package managers in ASFF's spelling, by purl type and by the names that tools use for ecosystems. */
const MANAGERS: ReadonlyMap<string, string> = new Map([
  ['npm', 'NPM'],
  ['javascript', 'NPM'],
  ['yarn', 'NPM'],
  ['node-pkg', 'NPM'],
  ['pypi', 'PYPI'],
  ['pip', 'PYPI'],
  ['python', 'PYPI'],
  ['poetry', 'PYPI'],
  ['pipenv', 'PYPI'],
  ['golang', 'GOMOD'],
  ['go', 'GOMOD'],
  ['go-module', 'GOMOD'],
  ['gomodules', 'GOMOD'],
  ['maven', 'MAVEN'],
  ['gradle', 'MAVEN'],
  ['java-archive', 'MAVEN'],
  ['gem', 'RUBYGEMS'],
  ['rubygems', 'RUBYGEMS'],
  ['cargo', 'CARGO'],
  ['crates.io', 'CARGO'],
  ['rust-crate', 'CARGO'],
  ['composer', 'COMPOSER'],
  ['packagist', 'COMPOSER'],
  ['php-composer', 'COMPOSER'],
  ['nuget', 'NUGET'],
  ['dotnet', 'NUGET'],
  ['hex', 'HEX'],
  ['pub', 'PUB'],
  ['cocoapods', 'COCOAPODS'],
  ['swift', 'SWIFT'],
  ['conan', 'CONAN'],
  ['github', 'GITHUB'],
  ['github-action', 'GITHUB'],
  ['deb', 'OS'],
  ['rpm', 'OS'],
  ['apk', 'OS'],
  ['alpm', 'OS'],
  ['debian', 'OS'],
  ['ubuntu', 'OS'],
  ['alpine', 'OS'],
  ['rhel', 'OS'],
  ['linux', 'OS'],
])

export function managerOfEcosystem(name: string | undefined): string | undefined {
  return name === undefined ? undefined : MANAGERS.get(name.toLowerCase())
}

/** Lock files, manifests and the records that package managers leave when they install. */
const FILES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock)$/, 'NPM'],
  [
    /(?:^|\/)(?:requirements[^/]{0,60}\.txt|Pipfile(?:\.lock)?|poetry\.lock|pdm\.lock|uv\.lock|pyproject\.toml|setup\.py|METADATA|PKG-INFO)$/,
    'PYPI',
  ],
  [/(?:^|\/)go\.(?:mod|sum)$/, 'GOMOD'],
  [/(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|gradle\.lockfile|[^/]{1,200}\.(?:jar|war|ear))$/, 'MAVEN'],
  [/(?:^|\/)(?:Gemfile(?:\.lock)?|[^/]{1,200}\.gemspec)$/, 'RUBYGEMS'],
  [/(?:^|\/)Cargo\.(?:lock|toml)$/, 'CARGO'],
  [/(?:^|\/)composer\.(?:lock|json)$/, 'COMPOSER'],
  [/(?:^|\/)(?:packages\.lock\.json|packages\.config|[^/]{1,200}\.(?:deps\.json|csproj))$/, 'NUGET'],
  [/(?:^|\/)mix\.(?:exs|lock)$/, 'HEX'],
  [/(?:^|\/)pubspec\.lock$/, 'PUB'],
  [/(?:^|\/)Podfile\.lock$/, 'COCOAPODS'],
  [/(?:^|\/)Package\.resolved$/, 'SWIFT'],
  [/(?:^|\/)conan\.lock$/, 'CONAN'],
]

export function managerOfFile(path: string | undefined): string | undefined {
  return path === undefined ? undefined : FILES.find(([pattern]) => pattern.test(path))?.[1]
}
