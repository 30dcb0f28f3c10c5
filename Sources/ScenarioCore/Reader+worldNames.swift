import JSONSource
import MockCore

extension ScenarioNames {
  /// A login of the world, in the spelling of the world.
  var login: Reader<String> { vocabulary.world.login }
  /// The name of a company.
  var companyName: Reader<String> { vocabulary.world.companyName }
  /// A company by its id or its name.
  var company: Reader<Int64> { vocabulary.world.company }
  /// A project by its id or its name.
  var project: Reader<Int64> { vocabulary.world.project }
}
