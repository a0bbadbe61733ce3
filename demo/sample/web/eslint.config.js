const security = require('eslint-plugin-security')
const noUnsanitized = require('eslint-plugin-no-unsanitized')

module.exports = [
  security.configs.recommended,
  noUnsanitized.configs.recommended,
  { rules: { 'no-eval': 'error', 'no-implied-eval': 'error', 'no-new-func': 'error' } },
]
