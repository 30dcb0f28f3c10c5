import MockCore
import PromotionGate

extension Manifest {
  /// The highest level on each tool that it declares, by the tool's name; nil where it declares none.
  var declaredUses: [String: PermissionLevel]? {
    uses.isEmpty ? nil : Dictionary(uses.map { ($0.tool.rawValue, $0.level) }) { max($0, $1) }
  }
}
