/** Words that scanners say of credentials and that are none. What is not among them may be a secret where one is expected. */

const CREDENTIAL_WORDS =
  'password passwords passwd pwd pass passphrase passphrases passcode secret secrets token tokens key keys apikey apikeys credential credentials creds ' +
  'auth authentication authorization bearer jwt signature signing certificate certificates cert pem pin'

const KINDS =
  'api access private public rsa dsa ec ecdsa ed ssh pgp gpg openssh putty pkcs encryption encrypted cipher crypto cryptographic symmetric asymmetric ' +
  'session refresh id client server user username users account accounts admin administrator service app application database db sql connection string ' +
  'strings url uri uris urls webhook webhooks hook hooks personal oauth basic http https hmac sha md5 base64 base32 hex hash hashes digest entropy high low generic ' +
  'keyword keywords detector detectors licence license bot deploy runner registry storage vault cloud platform integration app installation fine-grained'

const VENDORS =
  'amazon aws azure google gcp gcloud github gitlab bitbucket atlassian jira slack discord telegram stripe paypal square shopify twilio sendgrid mailgun ' +
  'mailchimp npm pypi nuget rubygems docker dockerhub hashicorp terraform databricks snowflake datadog relic new grafana sentry okta auth0 cloudflare heroku ' +
  'digitalocean linode alibaba openai anthropic hugging face notion linear figma dropbox facebook twitter linkedin microsoft teams firebase mongodb ' +
  'postgres postgresql mysql redis rabbitmq kafka artifactory jfrog sonarqube snyk adafruit io jenkins travis circleci kubernetes helm amqp jdbc odbc mongo ' +
  'java javascript typescript python php ruby go golang node express django flask spring rails yaml json xml toml ini env dotenv sarif'

const VERBS =
  'is are was were be been being has have had can could may might must shall should will would do does did not never no none found find finds detected detect detects ' +
  'identified identify identifies discovered use used uses using set sets setting contain contains containing hold holds include includes included appear appears expose exposed exposes exposing ' +
  'exposure leak leaked leaks hardcoded hardcode hard coded hard-coded embedded stored store stores storing saved committed commit checked remove removed revoke revoked rotate rotated replace ' +
  'replaced avoid consider ensure make sure read reads reading load loads loading keep keeps put move moved pass passed passing assigned assign assigns match matches matched matching ' +
  'verify verified verifies check checks review reviewed look looks looking like see logs log logged logging defined define declare declared given written write writes send sent sends print ' +
  'printed return returned compare compared call called calls access accessed generate generated change changed missing required optional expected unexpected invalid valid expired ' +
  'configured configure create created mounted mount list lists listed allow allows allowed prevent protect protected provide provided require requires suspect suspected tried try tries works work cannot exists exist poses pose gets get recommended recommend increases increase compromised compromise obtain obtained retrieve retrieved request requests reset ends starts start end'

const NOUNS =
  'value values variable variables parameter parameters argument arguments attribute attributes property properties field fields constant constants literal literals default ' +
  'defaults function functions method methods class file files line lines column code source repository repo history config configuration environment secret-manager manager store ' +
  'header headers cookie cookies request response body query text content contents data information name names type types rule rules pattern patterns regex policy finding findings ' +
  'issue issues problem vulnerability weakness security warning error risk place way instead plain plaintext cleartext clear open control version comment comments expression ' +
  'statement assignment block resource resources entry item items element section part form image layer stage step job workflow pipeline script test tests example examples sample placeholder ' +
  'management definition reference references page documentation docs details description message severity confidence cwe owasp number length characters character bytes kind possible potential ' +
  'potentially possibly probable likely sensitive suspicious insecure weak strong unsafe unencrypted raw bare real live old long short many several single first second third last next same other public applications application mechanism mechanisms purposes purpose attacker attackers shop developer developers anyone people person production code-base codebase suspicious filename manual automatic option options switch flag flags support prone attack attacks brute force bruteforce forgery software theft injection bypass spraying reuse complexity strength rotation expiry expiration recovery disclosure architecture design implementation phase out-of-band product products'

const SMALL_WORDS =
  'a an the this that these those it its they them their there here your you our we i he she who which what when where why how and or but nor so if then else than as at by for from in into ' +
  'of off on onto out over per to under until up upon via with within without about above after again against all also any because before below between both down during each few further just ' +
  'more most once only own some such through too very now one two three four five while yet etc eg ie false true null undefined nil please more'

const TYPE_WORDS =
  'str int bool boolean integer float object array undefined any unknown number optional nullable bytes char varchar text redacted hidden masked omitted sensitive'

const words = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.flatMap((list) => list.split(' ')))

const CREDENTIALS = words(CREDENTIAL_WORDS)
const SMALL = words(SMALL_WORDS, VERBS)
const ALL = words(CREDENTIAL_WORDS, KINDS, VENDORS, VERBS, NOUNS, SMALL_WORDS, TYPE_WORDS)

/** Longer words are looked at as a whole only. In UTF-16 code units. */
const LONGEST_NAME = 80

/** A word of a scanner's own, in whatever case. */
export function isVocabulary(word: string): boolean {
  const lower = word.toLowerCase()
  return ALL.has(lower) || (lower.includes('-') && lower.length <= LONGEST_NAME && lower.split('-').every((part) => ALL.has(part)))
}

/** Words that make a sentence of others. */
export function isSmallWord(word: string): boolean {
  return SMALL.has(word.toLowerCase())
}

/** `password`, `DB_PASSWORD`, `apiKey`, `AWS Access Key`: what a credential is called. Variables of the environment may be called anything besides. */
export function isCredentialName(text: string): boolean {
  if (text.length > LONGEST_NAME) return false
  if (/^[A-Z]{2,30}(?:_[A-Z]{1,30}){1,8}$/.test(text)) return text.split('_').some(isCredentialWord)
  const parts = partsOf(text)
  return parts.some((part) => CREDENTIALS.has(part)) && parts.every((part) => ALL.has(part))
}

/** `master_password`, `warehouseKey`: a name of several words that ends in one for a credential and says nothing else of it. */
export function holdsCredential(name: string): boolean {
  if (name.length > LONGEST_NAME || tellsAbout(name)) return false
  const parts = partsOf(name)
  return parts.length > 1 && CREDENTIALS.has(parts.at(-1) ?? '')
}

function partsOf(name: string): readonly string[] {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.split(/[\s_.$[\]-]+/).filter((part) => part !== '')
}

/** Whether a word names a credential. */
export function isCredentialWord(word: string): boolean {
  return CREDENTIALS.has(word.toLowerCase())
}

/** What a name is continued with when its value says something about the credential. */
const ABOUT =
  /(?:^|[_-])(?:name|ref|file|path|dir|length|len|policy|type|field|url|uri|endpoint|arn|count|expir\w{0,10}|required|min|max|age|rotation|manager|store|format|usage|size|provider|source|version|arg|args|param|prompt|label|placeholder|permissions?|list|key|rules?|enabled|auth|sent|leaks?|scanning|detection|scanner|s|vault)$|(?:Name|Ref|File|Path|Length|Policy|Type|Field|Url|Uri|Endpoint|Arn|Count|Expiry|Expiration|Required|Age|Rotation|Manager|Store|Format|Provider|Source|Version|Permissions|Rule|Rules)$/

/** Whether the value of such a name is a length, a file, a policy. */
export function tellsAbout(name: string): boolean {
  const word = /[A-Za-z0-9_-]{1,80}/.exec(name)?.[0] ?? ''
  return (
    ABOUT.test(word) &&
    !/(?:^|[_-])(?:api|access|private|secret|account|auth|client|encryption|signing|app|master|shared)[_-]?key$|key$/i.test(word)
  )
}
