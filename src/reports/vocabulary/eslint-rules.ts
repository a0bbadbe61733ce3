import type { FindingKind } from '../../finding.js'
import { isEslintSecret } from './told-secrets.js'

/** Plugins that look for weaknesses alone, and the rules of ESLint itself about code that is put together from text. */
const SECURITY =
  /^(?:(?:@[\w-]{1,60}\/)?(?:eslint-plugin-)?(?:security|security-node|no-unsanitized|xss|scanjs-rules|sdl|anti-trojan-source|no-wildcard-postmessage)\/|(?:[@\w/-]{1,80}\/)?(?:no-eval|no-implied-eval|no-new-func|no-script-url|no-danger|no-danger-with-children|jsx-no-script-url|jsx-no-target-blank)$)/

/** What a rule of ESLint or of its plugins finds. */
export function eslintKind(id: string): FindingKind {
  if (isEslintSecret(id)) return 'secret'
  return SECURITY.test(id) ? 'code' : 'other'
}
