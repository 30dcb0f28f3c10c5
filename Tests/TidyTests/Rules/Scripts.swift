/// A script names its interpreter, stops at the first failure and can be started.
func brokenScript(_ file: TextFile) -> [Finding] {
  guard file.isBelow("script") || file.isBelow(".ci") else { return [] }
  var findings: [Finding] = []
  if file.lines.first != "#!/usr/bin/env bash" {
    findings.append(file.finding(1, "a script begins with \"#!/usr/bin/env bash\""))
  }
  if !file.lines.contains("set -euo pipefail") {
    findings.append(file.finding(1, "a script stops at the first failure: \"set -euo pipefail\""))
  }
  if !file.isExecutable { findings.append(file.finding(1, "the file is not executable: chmod +x \(file.path)")) }
  return findings
}
