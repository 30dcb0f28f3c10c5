/// Paths of one machine, and words about how the work was done: the repository speaks of the product alone.
func foreignWords(in file: TextFile) -> [Finding] {
  foreignWords.filter { contains(file.text, $0) }.flatMap { word in
    file.lines.enumerated().filter { contains(String($0.element), word) }.map { index, _ in
      file.finding(index + 1, "\"\(word)\" is banned in every file, it means nothing to a reader of this repository")
    }
  }
}

/// A folder is meant as it is spelled, a word in any case.
private func contains(_ text: String, _ word: String) -> Bool {
  word.hasPrefix("/") ? text.contains(word) : text.lowercased().contains(word)
}

// In halves, so that this file is not a finding of its own.
let foreignWords = [
  "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "sub" + "agent", "../sh" + "ared", "shared/" + "design",
  "shared/" + "procore", ".libr" + "ary/", "fa" + "rm-",
]
