/// The template of the App Management page and its parts, in Mustache; no JavaScript, and usable by keyboard alone.
enum AppManagementTemplates {
  static let all = ["apps": apps, "app": app, "instructions": instructions]

  private static let apps = """
    {{> head}}
    <p class="path">Company Tools › Admin › App Management</p>
    <h1>App Management</h1>
    {{^isCompany}}<p>Signed in as {{user}}. Whose apps do you want to manage?</p>
    {{#hasCompanies}}<ul class="plain">
    {{#companies}}<li><a href="{{address}}">{{name}}</a></li>
    {{/companies}}
    </ul>{{/hasCompanies}}{{^hasCompanies}}<p class="message">You are Admin on the Directory tool of no company. \
    Whoever installs apps needs that.</p>{{/hasCompanies}}
    {{/isCompany}}{{#isCompany}}<p>{{company}} · signed in as {{user}} · \
    <a href="/app_management">another company</a> · <a href="/logout">log out</a></p>
    {{#hasNotice}}<p class="notice" role="status">{{notice}}</p>{{/hasNotice}}
    {{#hasProblem}}<p class="message" role="alert">{{problem}}</p>{{/hasProblem}}
    {{#isOffer}}{{#offer}}<section class="card">
    <h2>{{#isUpdate}}Update {{app}} to version {{number}}?{{/isUpdate}}{{^isUpdate}}Install {{app}}, version \
    {{number}}?{{/isUpdate}}</h2>
    <p>It will be able to do in {{company}} what the people who sign in with it can do.\
    {{#isUpdate}} It takes the place of version {{replaces}}, whose settings do not carry over.{{/isUpdate}}</p>
    <form method="post" action="{{action}}" class="row">
    {{> token}}
    <input type="hidden" name="key" value="{{key}}">
    <button class="main" type="submit" name="order" value="install">\
    {{#isUpdate}}Update{{/isUpdate}}{{^isUpdate}}Install{{/isUpdate}}</button>
    <a class="button" href="{{action}}">Cancel</a>
    </form>
    </section>{{/offer}}{{/isOffer}}{{^isOffer}}<section class="card">
    <h2>Install Custom App</h2>
    <form method="post" action="{{action}}">
    {{> token}}
    <label for="key">App version key</label>
    <input id="key" name="key" value="{{key}}" autocomplete="off" spellcheck="false" aria-describedby="key-help">
    <p class="help" id="key-help">36 characters, from the app's developer.</p>
    <button class="main" type="submit" name="order" value="check">Install App</button>
    </form>
    </section>{{/isOffer}}
    <h2>Installed</h2>
    {{^hasInstalled}}<p>No app is installed.</p>{{/hasInstalled}}
    {{#installed}}{{> app}}<form method="post" action="{{action}}" class="row">
    {{> token}}
    <input type="hidden" name="app" value="{{client}}">
    {{#hasUpdate}}<button class="main" type="submit" name="order" value="update">Update to {{update}}</button>
    {{/hasUpdate}}<button type="submit" name="order" value="uninstall">Uninstall</button>
    </form>
    </section>
    {{/installed}}
    {{#hasUninstalled}}<h2>Uninstalled</h2>
    {{#uninstalled}}<section class="card">
    <h3>{{name}}{{#hasVersion}} <small>version {{number}}</small>{{/hasVersion}}</h3>
    <p>Its calls to this company are answered 403: App is not connected to this company.</p>
    <form method="post" action="{{action}}" class="row">
    {{> token}}
    <input type="hidden" name="app" value="{{client}}">
    <button type="submit" name="order" value="reinstall">Reinstall</button>
    </form>
    </section>
    {{/uninstalled}}{{/hasUninstalled}}{{/isCompany}}
    {{> foot}}
    """

  /// An installed app; its section is closed after the buttons.
  private static let app = """
    <section class="card{{#isNew}} new{{/isNew}}">
    <h3>{{name}}{{#hasVersion}} <small>version {{number}}</small>{{/hasVersion}}{{#hasUpdate}} \
    <strong class="badge">Update available</strong>{{/hasUpdate}}</h3>
    {{#hasVersion}}{{> instructions}}{{/hasVersion}}{{^hasVersion}}<p>This world names no version of it, and so no \
    instructions.</p>{{/hasVersion}}
    {{#hasProjects}}<form method="post" action="{{action}}">
    {{> token}}
    <input type="hidden" name="app" value="{{client}}">
    <fieldset>
    <legend>Applied to projects</legend>
    {{#projects}}<label class="choice"><input type="checkbox" name="projects[]" value="{{id}}"\
    {{#isApplied}} checked{{/isApplied}}> {{project}}</label>
    {{/projects}}
    <button type="submit" name="order" value="apply">Save projects</button>
    </fieldset>
    </form>{{/hasProjects}}

    """

  private static let instructions = """
    <h4>Setup instructions</h4>
    <p><a href="{{url}}" rel="noreferrer">{{pageName}}</a></p>
    <h4>Post-installation notes</h4>
    <p class="notes">{{notes}}</p>

    """
}
