/** One little tree, and what scanners write of it. Every file has the same problem on the same line, so that only its path tells it apart. */
import type { NativeFormat } from '../../src/reports/native/format.js'
import { bandit } from '../../src/reports/tools/bandit.js'
import { checkov } from '../../src/reports/tools/checkov/format.js'
import { checkstyle } from '../../src/reports/tools/checkstyle.js'
import { eslint } from '../../src/reports/tools/eslint.js'
import { gitleaks } from '../../src/reports/tools/gitleaks.js'
import { gosec } from '../../src/reports/tools/gosec.js'
import { hadolint } from '../../src/reports/tools/hadolint.js'
import { kics } from '../../src/reports/tools/kics.js'
import { semgrep } from '../../src/reports/tools/semgrep/format.js'
import { shellcheck } from '../../src/reports/tools/shellcheck.js'
import { trivy } from '../../src/reports/tools/trivy/format.js'

/** Repository paths. Names repeat, also at the top and as part of a longer path. */
export const TREE = ['cart/util.ext', 'cart/db/util.ext', 'orders/util.ext', 'orders/db/util.ext']

/** How scanners on other machines write a path of the repository. */
export const WRITTEN: readonly (readonly [where: string, write: (path: string) => string])[] = [
  ['from the root', (path) => path],
  ['from the root, with a dot', (path) => `./${path}`],
  ['in a container at /src', (path) => `/src/${path}`],
  ['in a container at /app', (path) => `/app/${path}`],
  ['in a container at /io', (path) => `/io/${path}`],
  ['in an image of Docker', (path) => `/usr/src/app/${path}`],
  ['in the container of a job', (path) => `/__w/shop/shop/${path}`],
  ['on another runner', (path) => `/home/runner/work/shop/shop/${path}`],
  ["in somebody's clone", (path) => `/Users/somebody/code/shop/${path}`],
  ['on Windows', (path) => `D:\\a\\shop\\shop\\${path.replaceAll('/', '\\')}`],
  ['on Windows, in small letters', (path) => `d:/A/Shop/SHOP/${path}`],
  ['on an agent of Azure Pipelines', (path) => `C:\\agent\\_work\\7\\s\\${path.replaceAll('/', '\\')}`],
  ['on a share', (path) => `\\\\build01\\drop\\shop\\${path.replaceAll('/', '\\')}`],
  ['in a temporary folder of macOS', (path) => `/private/var/folders/zz/x1y2/T/scan-8f2a/${path}`],
  ['in a temporary folder of Windows', (path) => `C:\\Users\\ADMINI~1\\AppData\\Local\\Temp\\scan8f2a\\${path.replaceAll('/', '\\')}`],
  ['in a temporary folder of Linux', (path) => `/tmp/tmp.Qx1/${path}`],
  ['with a slash in front', (path) => `/${path}`],
  ['below a folder that an editor fills in', (path) => `\${workspaceFolder}/${path}`],
  ['below a folder of JetBrains', (path) => `$PROJECT_DIR$/${path}`],
  ['from a deep folder', (path) => `../../../builds/group/shop/${path}`],
]

/** Checkov says the way from the scanned folder too. */
const check = (path: string) => ({
  check_id: 'CKV_1',
  check_name: 'Open',
  file_abs_path: path,
  file_path: `/${path.replaceAll('\\', '/').replace(/^.*?(?=cart|orders)/, '')}`,
  file_line_range: [2, 2],
})
const extra = { message: 'Bad', severity: 'ERROR', metadata: {} }

/** Reports with one result for each path, on line 2. */
export const NATIVE: readonly (readonly [NativeFormat, (paths: readonly string[]) => unknown])[] = [
  [
    bandit,
    (paths) => ({
      errors: [],
      generated_at: '',
      metrics: {},
      results: paths.map((filename) => ({ filename, line_number: 2, test_id: 'B1', issue_text: 'Bad', issue_severity: 'HIGH' })),
    }),
  ],
  [gosec, (paths) => ({ Stats: {}, Issues: paths.map((file) => ({ file, line: '2', rule_id: 'G1', details: 'Bad', severity: 'HIGH' })) })],
  [
    semgrep,
    (paths) => ({ errors: [], results: paths.map((path) => ({ path, check_id: 'r', start: { line: 2 }, end: { line: 2 }, extra })) }),
  ],
  [
    eslint,
    (paths) =>
      paths.map((filePath) => ({ filePath, errorCount: 1, messages: [{ ruleId: 'r', severity: 2, message: 'Bad', line: 2, column: 1 }] })),
  ],
  [checkov, (paths) => ({ check_type: 'terraform', results: { failed_checks: paths.map(check) } })],
  [gitleaks, (paths) => paths.map((File) => ({ RuleID: 'r', File, Match: 'k', Secret: 'k', StartLine: 2, EndLine: 2 }))],
  [
    trivy,
    (paths) => ({
      SchemaVersion: 2,
      ArtifactName: '.',
      ArtifactType: 'repository',
      Results: paths.map((Target) => ({
        Target,
        Class: 'secret',
        Secrets: [{ RuleID: 'r', Title: 'A key', Severity: 'HIGH', StartLine: 2, EndLine: 2 }],
      })),
    }),
  ],
  [hadolint, (paths) => paths.map((file) => ({ file, line: 2, column: 1, level: 'error', code: 'DL3000', message: 'Bad' }))],
  [
    kics,
    (paths) => ({
      files_scanned: 1,
      queries_total: 1,
      queries: [{ query_name: 'Open', query_id: 'q', severity: 'HIGH', files: paths.map((file_name) => ({ file_name, line: 2 })) }],
    }),
  ],
  [
    checkstyle,
    (paths) => {
      const file = (path: string) => `<file name="${path}"><error line="2" column="1" message="Bad" severity="error" source="R1"/></file>`
      return `<?xml version="1.0"?><checkstyle version="4.3">${paths.map(file).join('')}</checkstyle>`
    },
  ],
  [
    shellcheck,
    (paths) => paths.map((file) => ({ file, line: 2, endLine: 2, column: 1, endColumn: 2, level: 'error', code: 2086, message: 'Bad' })),
  ],
]
