import type { NativeFormat } from '../native/format.js'
import { acunetixXml } from '../tools/acunetix-xml.js'
import { amazonEcr } from '../tools/amazon-ecr.js'
import { amazonInspector } from '../tools/amazon-inspector.js'
import { amazonInspectorFindings } from '../tools/amazon-inspector-findings/format.js'
import { asff } from '../tools/asff/format.js'
import { bandit } from '../tools/bandit.js'
import { brakeman } from '../tools/brakeman/format.js'
import { bundlerAudit } from '../tools/bundler-audit.js'
import { cargoAudit } from '../tools/cargo-audit.js'
import { cfnLint } from '../tools/cfn-lint.js'
import { cfnNag } from '../tools/cfn-nag.js'
import { checkmarxOne } from '../tools/checkmarx-one/format.js'
import { checkmarxSast } from '../tools/checkmarx-sast.js'
import { checkov } from '../tools/checkov/format.js'
import { checkstyle } from '../tools/checkstyle.js'
import { codeQuality } from '../tools/code-quality/format.js'
import { composerAudit } from '../tools/composer-audit/format.js'
import { cyclonedx } from '../tools/cyclonedx/format.js'
import { cyclonedxXml } from '../tools/cyclonedx/xml-format.js'
import { dependencyCheck, dependencyCheckXml } from '../tools/dependency-check/format.js'
import { dependencyTrack } from '../tools/dependency-track.js'
import { detectSecrets } from '../tools/detect-secrets.js'
import { dockle } from '../tools/dockle.js'
import { dotnetListPackage } from '../tools/dotnet-list-package.js'
import { eslint } from '../tools/eslint.js'
import { ggshield } from '../tools/ggshield.js'
import { githubCodeScanning } from '../tools/github/code-scanning.js'
import { githubDependabot } from '../tools/github/dependabot.js'
import { githubSecretScanning } from '../tools/github/secret-scanning.js'
import { gitlab } from '../tools/gitlab/format.js'
import { gitleaks } from '../tools/gitleaks.js'
import { golangciLint } from '../tools/golangci-lint.js'
import { gosec } from '../tools/gosec.js'
import { govulncheck } from '../tools/govulncheck/format.js'
import { grype } from '../tools/grype.js'
import { hadolint } from '../tools/hadolint.js'
import { horusec } from '../tools/horusec.js'
import { invicti } from '../tools/invicti.js'
import { jfrog } from '../tools/jfrog/format.js'
import { kics } from '../tools/kics.js'
import { kubeBench } from '../tools/kube-bench.js'
import { kubeLinter } from '../tools/kube-linter.js'
import { kubescape } from '../tools/kubescape/format.js'
import { njsscan } from '../tools/njsscan.js'
import { npmAudit } from '../tools/npm-audit/format.js'
import { nuclei } from '../tools/nuclei.js'
import { openReports } from '../tools/open-reports/format.js'
import { auditjs } from '../tools/oss-index/auditjs.js'
import { nancy } from '../tools/oss-index/nancy.js'
import { osvScanner } from '../tools/osv-scanner.js'
import { pipAudit } from '../tools/pip-audit/format.js'
import { prismaCloud } from '../tools/prisma-cloud/format.js'
import { prowler } from '../tools/prowler/format.js'
import { ocsf } from '../tools/prowler/ocsf-format.js'
import { retireJs } from '../tools/retire-js.js'
import { rubocop } from '../tools/rubocop.js'
import { ruff } from '../tools/ruff.js'
import { safety } from '../tools/safety.js'
import { scorecard } from '../tools/scorecard.js'
import { semgrep } from '../tools/semgrep/format.js'
import { shellcheck } from '../tools/shellcheck.js'
import { snyk } from '../tools/snyk/format.js'
import { sonarqube } from '../tools/sonarqube/format.js'
import { sonarqubeGeneric } from '../tools/sonarqube/generic.js'
import { spotbugs } from '../tools/spotbugs/format.js'
import { terrascan } from '../tools/terrascan.js'
import { tflint } from '../tools/tflint.js'
import { tfsec } from '../tools/tfsec.js'
import { trivy } from '../tools/trivy/format.js'
import { trivyOperator } from '../tools/trivy-operator/format.js'
import { trufflehog } from '../tools/trufflehog/format.js'
import { veracode } from '../tools/veracode/format.js'
import { veracodeXml } from '../tools/veracode/xml-format.js'
import { veracodePipeline } from '../tools/veracode-pipeline/format.js'
import { wiz } from '../tools/wiz/format.js'
import { xeol } from '../tools/xeol.js'
import { xraySummary } from '../tools/xray-summary/format.js'
import { yarnAudit } from '../tools/yarn-audit/format.js'
import { zap, zapXml } from '../tools/zap/format.js'
import { zizmor } from '../tools/zizmor.js'

/** The tools' own formats, in the order in which they are tried: by how often they are used. No two of them may take the same report. */
export const NATIVE_FORMATS: readonly NativeFormat[] = [
  trivy,
  npmAudit,
  gitleaks,
  trufflehog,
  grype,
  bandit,
  semgrep,
  checkov,
  gosec,
  eslint,
  ruff,
  golangciLint,
  codeQuality,
  rubocop,
  brakeman,
  sonarqube,
  sonarqubeGeneric,
  checkmarxOne,
  checkmarxSast,
  veracodePipeline,
  veracode,
  veracodeXml,
  tfsec,
  tflint,
  njsscan,
  kics,
  cfnLint,
  cfnNag,
  hadolint,
  shellcheck,
  terrascan,
  kubescape,
  kubeBench,
  scorecard,
  spotbugs,
  checkstyle,
  horusec,
  snyk,
  osvScanner,
  pipAudit,
  safety,
  dependencyTrack,
  dependencyCheck,
  dependencyCheckXml,
  yarnAudit,
  govulncheck,
  cargoAudit,
  bundlerAudit,
  dotnetListPackage,
  composerAudit,
  retireJs,
  asff,
  ocsf,
  prowler,
  amazonInspector,
  amazonInspectorFindings,
  amazonEcr,
  cyclonedx,
  cyclonedxXml,
  gitlab,
  githubCodeScanning,
  githubSecretScanning,
  githubDependabot,
  dockle,
  zap,
  zapXml,
  invicti,
  acunetixXml,
  nuclei,
  detectSecrets,
  ggshield,
  zizmor,
  kubeLinter,
  jfrog,
  xraySummary,
  prismaCloud,
  wiz,
  xeol,
  trivyOperator,
  openReports,
  auditjs,
  nancy,
]
