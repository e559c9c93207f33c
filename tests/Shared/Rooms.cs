using System.Reflection;
using Hebb.Tests.Architecture;

namespace Hebb;

/// <summary>Rooms are the folders of a project, which are namespaces: who knows whom is read from the assembly.</summary>
internal static class Rooms
{
    /// <summary>The arrows between the rooms of an assembly; what stands in no folder is in the room of the root's name.</summary>
    /// <param name="assembly">The assembly.</param>
    public static IReadOnlyList<(string From, string To)> Arrows(Assembly assembly)
    {
        string root = assembly.GetName().Name!;
        return [.. new AssemblyArrows(assembly.Location).All.Select(arrow => (From: Of(arrow.From), To: Of(arrow.To))).Where(arrow => arrow.From != arrow.To)
            .Distinct().Order()];

        string Of(string type)
        {
            string[] parts = type.StartsWith(root + ".", StringComparison.Ordinal) ? type[(root.Length + 1)..].Split('.') : ["?"];
            return parts.Length == 1 ? root : parts[0];
        }
    }

    /// <summary>The arrows that do not lead to a room further left; where all do, there is no circle.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="rooms">All rooms, the lowest first.</param>
    public static IReadOnlyList<string> Wrong(Assembly assembly, params string[] rooms) =>
        [.. Arrows(assembly).Where(arrow => !rooms.AsSpan(0, Math.Max(0, Array.IndexOf(rooms, arrow.From))).Contains(arrow.To))
            .Select(arrow => $"{arrow.From} -> {arrow.To}")];
}
