/** What tools say of a secret in a sentence that ends with the secret itself, and what is left to be shown. */
import { asText } from './json.js'

export interface ToldSecret {
  /** `undefined` where nothing but the secret is left. */
  readonly message: string | undefined
  readonly secrets: readonly string[]
}

/** `Possible hardcoded password: 'hunter2'`. Source: github.com/PyCQA/bandit, plugins/general_hardcoded_password.py (B105 to B107). */
export function banditSecret(text: string): ToldSecret | undefined {
  const [, message, password] = /^(Possible hardcoded password): '(.*)'$/s.exec(text) ?? []
  return message === undefined || password === undefined ? undefined : { message, secrets: [password] }
}

/** eslint-plugin-no-secrets ends its message with what it found. */
export function eslintSecret(rule: string, text: string): ToldSecret | undefined {
  if (!isEslintSecret(rule)) return undefined
  const at = text.indexOf(' : "')
  return at < 0 ? { message: undefined, secrets: [text] } : { message: text.slice(0, at), secrets: [text.slice(at + 4).replace(/"$/, '')] }
}

/** Whether a rule of ESLint looks for secrets. */
export function isEslintSecret(rule: string): boolean {
  return rule.startsWith('no-secrets/')
}

/** What a message of one of these tools tells of a secret. @param tool the key of the product */
export function toldSecret(tool: string | undefined, rule: string, value: unknown): ToldSecret | undefined {
  const text = asText(value)
  if (text === undefined) return undefined
  if (tool === 'bandit') return banditSecret(text)
  return tool === 'eslint' ? eslintSecret(rule, text) : undefined
}
