import MockCore
import Testing

@testable import ScenarioCore

@Suite struct HTMLFormTests {
  private static let page = """
    <form action="/search"><input name="q"><button>Search</button></form>
    <!-- <form><button>Commented</button></form> -->
    <script>"<form><button>Scripted</button></form>"</script>
    <form method="POST" action='/sign?a=1&amp;b=2'>
    <input type=hidden name=csrf value="a&quot;b"><INPUT NAME="email" TYPE="email">
    <input type="checkbox" name="stay" value="yes"><input type="radio" name="how" value="a">
    <input type="radio" name="how" value="b" checked>
    <select name="lang"><option value="en">English<option value="de" selected>Deutsch</select>
    <select name="zone"><option value="z1">One</option><option value="z2">Two</option></select>
    <textarea name="why">because &lt;</textarea>
    <button type="button">Show</button>
    <button name="commit" value="in">  Sign
       <b>in</b></button><input type="submit" value="Other">
    </form>
    <a href="/forgot?x=1&amp;y=2">Forgot  it</a>
    """

  @Test func `fields, choices and buttons are found, in comments and scripts nothing`() throws {
    let forms = HTMLForm.all(in: Self.page)
    #expect(forms.count == 2)
    let form = try #require(forms.last)
    #expect(form.method == "POST" && form.action == "/sign?a=1&b=2")
    #expect(form.fields.map(\.name) == ["csrf", "email", "how", "lang", "zone", "why"])
    #expect(form.fields.map(\.value) == ["a\"b", "", "b", "de", "z1", "because <"])
    #expect(form.unticked.map(\.value) == ["yes", "a"])
    #expect(form.buttons.count == 2)
  }

  @Test func `what was typed stands in for what stood there, and a box is ticked by its value`() throws {
    let form = try #require(HTMLForm.all(in: Self.page).last)
    let sent = form.filled(["email": "a@b", "stay": "yes", "how": "a"], pressing: form.buttons[0])
    #expect(sent.first { $0.name == "email" }?.value == "a@b")
    #expect(sent.filter { $0.name == "how" }.map(\.value) == ["a"])
    #expect(sent.filter { $0.name == "stay" }.map(\.value) == ["yes"])
    #expect(sent.last == Parameter("commit", "in"))
    #expect(!form.filled(["email": "a@b"]).contains { $0.name == "stay" })
  }

  @Test func `a press finds the button of the form that has the fields, or the link`() throws {
    guard case .send(let form, _) = PressOnPage.decide(Self.page, fill: ["email": "a@b"], press: "Sign in") else {
      Issue.record("expected a form")
      return
    }
    #expect(form.action == "/sign?a=1&b=2")
    #expect(PressOnPage.decide(Self.page, fill: [:], press: "Forgot it") == .follow("/forgot?x=1&y=2"))
  }

  @Test func `what is not there is told beside what is`() {
    #expect(
      PressOnPage.decide(Self.page, fill: [:], press: "Log in")
        == .missing(
          #"nothing reads "Log in"; its buttons and links: "Search", "Sign in", "Other", "Forgot it""#))
    #expect(
      PressOnPage.decide("<form><input name=a></form>", fill: ["b": "1"], press: "Go")
        == .missing(#"no form has the fields "b"; its fields: "a""#))
    #expect(
      PressOnPage.decide("Hello", fill: [:], press: "Go")
        == .missing(#"nothing reads "Go"; it has no buttons and links"#))
  }
}

@Suite struct CookieJarTests {
  @Test func `a cookie is removed by its name, at its host alone`() {
    var jar = CookieJar()
    for host in ["login.example", "app.example"] {
      jar.take("session=1; Path=/", from: host)
      jar.take("theme=dark; Path=/", from: host)
    }
    jar.remove("session", of: "login.example")
    #expect(jar.header(for: "login.example", path: "/") == "theme=dark")
    #expect(jar.value(of: "session", for: "app.example") == "1")
  }

  @Test func `a cookie goes back to its host and below its path`() {
    var jar = CookieJar()
    jar.take("a=1; Path=/app; HttpOnly", from: "localhost")
    jar.take("b=2", from: "localhost")
    #expect(jar.header(for: "localhost", path: "/app/x") == "a=1; b=2")
    #expect(jar.header(for: "localhost", path: "/apple") == "b=2")
    #expect(jar.header(for: "elsewhere", path: "/app") == nil)
  }

  @Test(arguments: [
    "a=; Max-Age=0", "a=x; max-age=-1", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    "a=; expires=Thu, 01-Jan-70 00:00:00 GMT",
  ])
  func `a cookie is removed`(header: String) {
    var jar = CookieJar()
    jar.take("a=1", from: "localhost")
    jar.take(header, from: "localhost")
    #expect(jar.header(for: "localhost", path: "/") == nil)
  }

  @Test func `a cookie of the future stays`() {
    var jar = CookieJar()
    jar.take("a=1; Expires=Wed, 01 Jan 2070 00:00:00 GMT; Max-Age=10", from: "localhost")
    #expect(jar.header(for: "localhost", path: "/") == "a=1")
  }

  @Test func `a value is read as scripts read it`() {
    var jar = CookieJar()
    jar.take("XSRF-TOKEN=eyJ%3D%3D; Path=/", from: "localhost")
    jar.take("odd=100%", from: "localhost")
    #expect(jar.value(of: "XSRF-TOKEN", for: "localhost") == "eyJ==")
    #expect(jar.value(of: "odd", for: "localhost") == "100%")
    #expect(jar.value(of: "none", for: "localhost") == nil)
  }
}

@Suite struct CommandReadingTests {
  private let login = "http://localhost:4100"

  private func address(_ text: String, isQuiet: Bool = false) -> String? {
    PrintedAddress.authorizeURL(in: text, loginURLs: [login], isQuiet: isQuiet)
  }

  @Test func `the authorize URL is found among other addresses`() {
    let url = login + "/oauth/authorize?a=1&b=2"
    #expect(address("See http://localhost:9/ and \(login)/oauth/token\nOpen <\(url)> now") == url)
    #expect(address("Open \(url).\n") == url)
    #expect(address("\u{1b}[4m\(url)\u{1b}[0m") == url)
    #expect(address("\(login)/oauth/token\n") == nil)
  }

  @Test func `of several names of the authorization server the one printed first counts`() {
    let names = ["https://login.procore.com", "https://login-sandbox.procore.com"]
    let text = "Open \(names[1])/oauth/authorize?a=1 or\n\(names[0])/oauth/authorize?a=2\n"
    let found = PrintedAddress.authorizeURL(in: text, loginURLs: names, isQuiet: false)
    #expect(found == names[1] + "/oauth/authorize?a=1")
    #expect(PrintedAddress.authorizeURL(in: text, loginURLs: [login], isQuiet: true) == nil)
  }

  @Test func `an address at the very end may still grow, until nothing more comes`() {
    #expect(address(login + "/oauth/authorize?a=1") == nil)
    #expect(address(login + "/oauth/authorize?a=1", isQuiet: true) == login + "/oauth/authorize?a=1")
  }

  @Test func `the code is read off the page, and off no other page`() {
    let page = "<h1>Code</h1><p><code>x</code> <code id=\"authorization_code\"> abc&amp;1 </code></p>"
    #expect(AuthorizationCodePage.code(in: page) == "abc&1")
    #expect(AuthorizationCodePage.code(in: "<code>abc</code>") == nil)
    #expect(AuthorizationCodePage.code(in: "<code id=authorization_code></code>") == nil)
  }

  @Test func `a carried value is the first group, or the whole match`() {
    #expect(CarriedValue.find(#"name="csrf" value="([^"]+)""#, in: #"<input name="csrf" value="t1">"#) == "t1")
    #expect(CarriedValue.find("t[0-9]", in: "a t7 b t8") == "t7")
    #expect(CarriedValue.find("(x)|t", in: "t") == nil)
    #expect(CarriedValue.find("z", in: "a") == nil)
  }

  @Test func `lines are made of bytes as they come, and endless ones are cut`() {
    var splitter = LineSplitter()
    #expect(splitter.take(Array("a\r\nb".utf8)) == ["a"])
    #expect(splitter.take(Array("c\n\n".utf8)) == ["bc", ""])
    #expect(splitter.finish() == [])
    let long = [UInt8](repeating: 120, count: LineSplitter.longestLine + 5)
    #expect(splitter.take(long) == [])
    #expect(splitter.finish().map(\.count) == [LineSplitter.longestLine + 2])
  }
}
