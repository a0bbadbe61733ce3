import { describe, expect, test } from '@jest/globals'
import { remediationOf } from '../../src/asff/remediation.js'
import type { Finding, Rule } from '../../src/finding.js'
import { aFinding, aRule, aVulnerability } from './factories.js'

const recommendation = (changes: Partial<Finding>) => remediationOf(aFinding(changes))?.Recommendation

describe('remediationOf', () => {
  test('takes the fix in words, then the upgrade, then the first paragraph of the help', () => {
    const vulnerability = aVulnerability()
    const rule = aRule({ help: '\nUse textContent.\r\n \r\nMore.' })
    expect(recommendation({ remediation: 'Do this.', vulnerability, rule })).toEqual({ Text: 'Do this.' })
    expect(recommendation({ remediation: ' ', vulnerability, rule })).toEqual({ Text: 'Upgrade lodash to 4.17.21' })
    expect(recommendation({ rule })).toEqual({ Text: 'Use textContent.' })
  })

  test('names every upgrade once', () => {
    const packages = [
      { name: 'a', fixedVersion: '2' },
      { name: 'b' },
      { name: 'a', fixedVersion: '2' },
      { name: 'c', fixedVersion: '1.2, 2.0' },
    ]
    expect(recommendation({ vulnerability: aVulnerability({ packages }) })?.Text).toBe('Upgrade a to 2\nUpgrade c to 1.2, 2.0')
  })

  test('links to the help, or to the advisory', () => {
    const vulnerability = aVulnerability({ packages: [], urls: ['x', 'https://nvd.test/1'] })
    expect(recommendation({ rule: aRule({ helpUrl: 'https://help.test/' }), vulnerability })).toEqual({ Url: 'https://help.test/' })
    expect(recommendation({ rule: aRule({ helpUrl: 'javascript:alert(1)' }), vulnerability })).toEqual({ Url: 'https://nvd.test/1' })
  })

  describe('of a secret', () => {
    const REVOKE = 'Revoke it, issue a new one, remove it from the history.'
    const secret = (rule: Partial<Rule>, remediation?: string) =>
      recommendation({ kind: 'secret', rule: aRule(rule), ...(remediation !== undefined && { remediation }) })

    test('revoking comes first, whatever the tool says', () => {
      expect(secret({ id: 'x', help: 'Use a vault.' })?.Text).toBe(REVOKE)
      expect(secret({ id: 'x' }, 'Use a vault.')?.Text).toBe(`${REVOKE}\nUse a vault.`)
    })

    test.each([
      ['aws-access-token', /aws\.amazon\.com/],
      ['generic.secrets.security.detected-aws-access-key-id-value', /aws\.amazon\.com/],
      ['AwsSecretKey', /aws\.amazon\.com/],
      ['AWSSecretKey', /aws\.amazon\.com/],
      ['NPMToken', /docs\.npmjs\.com/],
      ['PyPIToken', /pypi\.org/],
      ['Passwords And Secrets - AWS Secret Key', /aws\.amazon\.com/],
      ['@secretlint/secretlint-rule-aws', /aws\.amazon\.com/],
      ['Slack token found in the source code of a file.', /slack\.com/],
      ['github-pat', /docs\.github\.com.*revocation/],
      ['GitHubOAuth', /docs\.github\.com.*revocation/],
      ['gitlab_personal_access_token', /docs\.gitlab\.com/],
      ['slack-bot-token', /slack\.com/],
      ['Stripe Secret Key', /stripe\.com/],
      ['npm-access-token', /docs\.npmjs\.com/],
      ['pypi-upload-token', /pypi\.org/],
      ['gcp-api-key', /cloud\.google\.com/],
      ['azure_storage_account_key', /learn\.microsoft\.com.*storage/],
      ['azure-ad-client-secret', /learn\.microsoft\.com.*entra/],
      ['sendgrid-api-token', /sendgrid/],
      ['twilio-api-key', /twilio\.com/],
      ['dockerhub_token', /docs\.docker\.com/],
      ['openai-api-key', /openai\.com/],
      ['huggingface-access-token', /huggingface\.co/],
      ['digitalocean-pat', /digitalocean\.com/],
    ])('the issuer’s page wins over the page of the rule: %s', (id, page) => {
      expect(secret({ id, helpUrl: 'https://rules.test/1' })?.Url).toMatch(page)
    })

    test.each(['generic-api-key', 'Secret Keyword', 'laws-and-orders', 'slacker', 'CKV_SECRET_6'])('%s is nobody’s', (id) => {
      expect(secret({ id, helpUrl: 'https://rules.test/1' })?.Url).toBe('https://rules.test/1')
      expect(secret({ id })?.Url).toMatch(/removing-sensitive-data/)
    })

    test.each([
      ['terraform.aws.security.hardcoded-password'],
      ['yaml.github-actions.security.hardcoded-secret'],
      ['GITHUB-ACTIONS-hardcoded-credentials'],
      ['hardcoded-secret-in-github-workflow'],
      ['CKV_AWS_45', 'Ensure no hard-coded secrets exist in Lambda environment'],
      ['x', 'Semgrep Finding: terraform.aws.security.hardcoded-password'],
      ['x', 'Hardcoded secret in package.json of npm project'],
      ['x', 'Secret of an npm project'],
      ['x', 'Somebody wrote a password into a file that Slack or Stripe could read'],
    ])('what lies somewhere is not what that place issues: %s', (id, title = id) => {
      for (const rule of [
        { id, title },
        { id, name: title, title: 'Secret' },
      ]) {
        expect(secret({ ...rule, helpUrl: 'https://rules.test/1' })?.Url).toBe('https://rules.test/1')
      }
    })

    test('is known by the title of a rule with a number', () => {
      expect(secret({ id: 'CKV_SECRET_2', title: 'AWS Access Key' })?.Url).toMatch(/aws\.amazon\.com/)
    })

    test('of a private key the pair is replaced', () => {
      expect(secret({ id: 'private-key' })?.Text).toMatch(/^Revoke it, .*\nReplace the pair of keys/)
    })

    test('a page of hostile names does not stand for long ids', () => {
      expect(secret({ id: `${'x'.repeat(600)} aws` })?.Url).toMatch(/removing-sensitive-data/)
    })
  })

  test('malware is removed, never upgraded', () => {
    const vulnerability = aVulnerability()
    expect(recommendation({ kind: 'vulnerability', malware: true, vulnerability, remediation: 'Upgrade lodash to 4.17.21.' })?.Text).toBe(
      'Remove lodash 4.17.20. It was made to harm: treat every machine on which it was installed, and every secret on it, as compromised.',
    )
  })

  test('says what to do where no version fixes it', () => {
    const vulnerability = aVulnerability({ packages: [{ name: 'lodash', version: '1' }] })
    expect(recommendation({ kind: 'vulnerability', vulnerability })?.Text).toMatch(
      /^The report names no version that fixes it\. Replace or remove lodash;/,
    )
  })

  test('is absent when nobody says what to do', () => {
    expect(remediationOf(aFinding())).toBeUndefined()
  })

  test('is at most 512 code points', () => {
    expect([...(recommendation({ remediation: 'word '.repeat(200) })?.Text ?? '')].length).toBeLessThanOrEqual(512)
  })
})
