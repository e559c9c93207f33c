namespace Hebb.Tests.Architecture;

/// <summary>Finds what knows each other in a circle: the strongly connected components of more than one member (Tarjan, 1972).</summary>
internal sealed class Circles
{
    private readonly ILookup<string, string> _arrows;
    private readonly Dictionary<string, int> _entered = [], _lowest = [];
    private readonly Stack<string> _open = new();
    private readonly HashSet<string> _isOpen = [];
    private readonly List<IReadOnlyList<string>> _found = [];

    private Circles(IEnumerable<(string From, string To)> arrows) => _arrows = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);

    /// <summary>The circles.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IEnumerable<(string From, string To)> arrows)
    {
        Circles circles = new(arrows);
        foreach (IGrouping<string, string> start in circles._arrows)
        {
            if (!circles._entered.ContainsKey(start.Key)) { circles.Visit(start.Key); }
        }

        return circles._found;
    }

    private void Visit(string node)
    {
        _entered[node] = _lowest[node] = _entered.Count;
        _open.Push(node);
        _isOpen.Add(node);
        foreach (string next in _arrows[node])
        {
            if (!_entered.ContainsKey(next)) { Visit(next); }
            else if (!_isOpen.Contains(next)) { continue; }
            _lowest[node] = Math.Min(_lowest[node], _lowest[next]);
        }

        if (_lowest[node] != _entered[node]) { return; }
        List<string> circle = [];
        string member;
        do
        {
            member = _open.Pop();
            _isOpen.Remove(member);
            circle.Add(member);
        }
        while (member != node);
        if (circle.Count > 1) { _found.Add(circle); }
    }
}
