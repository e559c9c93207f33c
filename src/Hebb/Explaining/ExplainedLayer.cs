namespace Hebb.Explaining;

/// <summary>A layer of an explanation.</summary>
/// <param name="Name">The layer's name in its model: <c>dense_1</c>.</param>
/// <param name="Function">What turns z into a: <c>sigmoid</c>.</param>
/// <param name="Units">Its units.</param>
public sealed record ExplainedLayer(string Name, string Function, IReadOnlyList<ExplainedUnit> Units);
