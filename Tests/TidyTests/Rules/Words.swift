/// Paths of one machine, and words about how the work was done: the repository speaks of the product alone.
func foreignWords(in file: TextFile) -> [Finding] {
  let text = file.text.lowercased()
  return foreignWords.filter { text.contains($0.lowercased()) }.flatMap { word in
    file.lines.enumerated().filter { $0.element.lowercased().contains(word.lowercased()) }.map { index, _ in
      file.finding(index + 1, "\"\(word)\" is banned in every file, it means nothing to a reader of this repository")
    }
  }
}

// In halves, so that this file is not a finding of its own.
let foreignWords = [
  "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "sub" + "agent", "../sh" + "ared", "shared/" + "design",
  "shared/" + "procore", ".libr" + "ary/", "fa" + "rm-",
]
