using System.Xml.Linq;
using Hebb.Learning.Reports;

namespace Hebb.Learning.Training;

/// <summary>What follows a training must not take it along: a part that fails is left out, with a note that says so.</summary>
internal sealed class Attempts
{
    private static readonly AsyncLocal<Action<string>?> s_begun = new();

    private readonly List<string> _notes = [];

    /// <summary>Told about every part before it is made; a test makes one fail here.</summary>
    public static Action<string>? Begun
    {
        get => s_begun.Value;
        set => s_begun.Value = value;
    }

    /// <summary>What was left out, with the reasons.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Makes a part.</summary>
    /// <param name="part">What it is called: "the importance of the columns".</param>
    /// <param name="make">Makes it.</param>
    /// <param name="otherwise">What stands in its place if that fails.</param>
    public T Make<T>(string part, Func<T> make, T otherwise)
    {
        try
        {
            Begun?.Invoke(part);
            return make();
        }
        catch (OperationCanceledException)
        {
            return otherwise;
        }
        catch (Exception error)
        {
            _notes.Add($"{part} could not be computed: {error.Message}");
            return otherwise;
        }
    }

    /// <summary>Makes a part of a report; if that fails, the note stands in its place.</summary>
    /// <param name="part">What it is called.</param>
    /// <param name="make">Makes its elements.</param>
    public XElement[] Section(string part, Func<IEnumerable<XElement>> make)
    {
        int before = _notes.Count;
        XElement[]? made = Make<XElement[]?>(part, () => [.. make()], null);
        return made ?? [Html.Tag("p", Html.Set("class", "soft"), _notes.Count > before ? _notes[^1] : part)];
    }
}
