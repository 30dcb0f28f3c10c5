/// The templates of the pages, in Mustache. They need no JavaScript and can be used by keyboard alone.
enum PageTemplates {
  static let all = [
    "head": head, "foot": foot, "token": token, "login": login, "consent": consent, "error": error, "code": code,
    "welcome": welcome,
  ].merging(AppManagementTemplates.all) { first, _ in first }

  private static let head = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{title}} · Mock Procore</title>
    <style>
    :root { color-scheme: light dark; --line: #8886; --accent: #c2410c; }
    body { font: 16px/1.5 system-ui, sans-serif; margin: 0; display: grid; place-items: center; min-height: 100vh; }
    main { width: min(26rem, calc(100vw - 2rem)); padding: 1.5rem 0; }
    .note { opacity: .75; font-size: .85rem; border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .75rem; }
    h1 { font-size: 1.5rem; margin: 0 0 1rem; }
    label { display: block; margin: .75rem 0 .25rem; }
    input, button { font: inherit; border: 1px solid #888; border-radius: 6px; }
    input { width: 100%; box-sizing: border-box; padding: .5rem; }
    button { padding: .5rem 1rem; cursor: pointer; }
    button.main { background: var(--accent); border-color: var(--accent); color: #fff; }
    button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid #2563eb; outline-offset: 2px; }
    .row { display: flex; gap: .75rem; margin-top: 1.25rem; }
    .people { list-style: none; margin: .5rem 0 0; padding: 0; }
    .people button { width: 100%; text-align: left; margin-top: .4rem; }
    .people small { display: block; opacity: .7; }
    .message { border-left: 4px solid #dc2626; padding: .5rem .75rem; background: #dc26261a; }
    main:has(.path) { width: min(42rem, calc(100vw - 2rem)); }
    .path, .help, .card small { color: #777; font-size: .85rem; }
    .path, .help { margin: .25rem 0 .75rem; }
    .card { border: 1px solid var(--line); border-radius: 10px; padding: 0 1rem 1rem; margin: 1rem 0; }
    .card.new { border-color: #16a34a; box-shadow: 0 0 0 2px #16a34a40; }
    .card h4 { margin: .75rem 0 .1rem; font-size: .85rem; opacity: .7; }
    .card h4 + p { margin: 0; }
    .card, .notes { overflow-wrap: anywhere; }
    .notes { white-space: pre-wrap; }
    .notice { border-left: 4px solid #16a34a; padding: .5rem .75rem; background: #16a34a1a; }
    .badge { font-size: .75rem; border-radius: 99px; padding: .15rem .6rem; background: var(--accent); color: #fff; }
    .plain { padding-left: 1.25rem; }
    fieldset { border: 1px solid var(--line); border-radius: 6px; margin: 1rem 0 0; }
    .choice { display: flex; gap: .5rem; align-items: baseline; }
    .choice input { width: auto; }
    fieldset button { margin: .75rem 0 .25rem; }
    #key { font: 13px/1.5 ui-monospace, monospace; }
    a.button { border: 1px solid #888; border-radius: 6px; padding: .5rem 1rem; color: inherit; text-decoration: none; }
    a:focus-visible { outline: 3px solid #2563eb; outline-offset: 2px; }
    pre, code { font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
    </style>
    </head>
    <body>
    <main>

    """

  private static let foot = """
    <p class="note">This is a mock of Procore for testing. It is not Procore, and nothing leaves this machine.</p>
    </main>
    </body>
    </html>

    """

  /// What shows that a form was sent from a page of this browser's.
  private static let token = #"<input type="hidden" name="authenticity_token" value="{{formToken}}">"#

  private static let login = """
    {{> head}}
    <h1>Log in to your Account</h1>
    {{#hasMessage}}<p class="message" role="alert">{{message}}</p>{{/hasMessage}}
    <form method="post" action="/login" id="login">
    {{> token}}
    <input type="hidden" name="return_to" value="{{returnTo}}">
    {{#asksEmail}}<label for="email">Email</label>
    <input id="email" name="session[email]" type="email" autocomplete="username" value="{{login}}" required autofocus>
    {{/asksEmail}}{{^asksEmail}}<p>{{login}} · <a href="{{returnTo}}">Use another account</a></p>
    <input type="hidden" name="session[email]" value="{{login}}">
    {{/asksEmail}}{{#asksPassword}}<label for="password">Password</label>
    <input id="password" name="session[password]" type="password" autocomplete="current-password" required
    {{^asksEmail}}autofocus{{/asksEmail}}>
    {{/asksPassword}}<div class="row"><button class="main" type="submit">{{button}}</button></div>
    </form>
    {{#hasPeople}}    <h2 id="people">Or be one of the people of this world</h2>
    <form method="post" action="/login" aria-labelledby="people">
    {{> token}}
    <input type="hidden" name="return_to" value="{{returnTo}}">
    <ul class="people">
    {{#people}}
    <li><button type="submit" name="session[person]" value="{{login}}">{{name}}<small>{{login}}</small></button></li>
    {{/people}}
    </ul>
    </form>
    {{/hasPeople}}
    {{> foot}}
    """

  private static let consent = """
    {{> head}}
    <h1>Allow {{app}} to use your account?</h1>
    <p>{{user}} ({{login}}), the app will be able to do whatever you can do in Procore.</p>
    <div class="row">
    <form method="post" action="/oauth/authorize">
    {{> token}}
    {{#request}}<input type="hidden" name="{{name}}" value="{{value}}">{{/request}}
    <button class="main" type="submit" name="commit" value="Allow">Allow</button>
    </form>
    <form method="post" action="/oauth/authorize">
    {{> token}}
    <input type="hidden" name="_method" value="delete">
    {{#request}}<input type="hidden" name="{{name}}" value="{{value}}">{{/request}}
    <button type="submit" name="commit" value="Deny">Deny</button>
    </form>
    </div>
    {{> foot}}
    """

  private static let error = """
    {{> head}}
    <h1>{{title}}</h1>
    <pre>{{description}}</pre>
    {{> foot}}
    """

  private static let code = """
    {{> head}}
    <h1>Authorization code:</h1>
    <hr>
    <p><code id="authorization_code">{{code}}</code></p>
    {{> foot}}
    """

  private static let welcome = """
    {{> head}}
    <h1>Mock Procore</h1>
    {{#signedIn}}<p>Signed in as {{name}}. <a href="/app_management">App Management</a> · \
    <a href="/logout">Log out</a></p>{{/signedIn}}
    {{^signedIn}}<p>Nobody is signed in. A connector begins its login at <code>/oauth/authorize</code>.</p>{{/signedIn}}
    {{> foot}}
    """
}
