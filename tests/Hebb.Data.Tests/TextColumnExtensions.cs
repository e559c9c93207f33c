using Hebb.Data.Tables;

namespace Hebb.Data.Tests;

/// <summary>Lets assertions list the values of a text column.</summary>
internal static class TextColumnExtensions
{
    /// <summary>All values, null where missing.</summary>
    public static IEnumerable<string?> List(this TextColumn column) => column.Values.ToArray();
}
