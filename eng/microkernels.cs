// Writes src/Hebb/Kernels/MicroKernels.cs: the innermost loops of matrix products. Each keeps a block of the result in registers, which
// C# does only for separate local variables; so the text is generated, for every height of a block and two vector widths.
using System.Runtime.CompilerServices;
using System.Text;

StringBuilder text = new();
text.Append("""
    // Written by eng/microkernels.cs. Do not edit: change the generator and run it.
    using System.Runtime.CompilerServices;
    using System.Runtime.Intrinsics;

    namespace Hebb.Kernels;

    /// <summary>
    /// The innermost loops of matrix products: a block of the result, some rows high and 32 columns wide, stays in registers while k runs over
    /// the depth. Each element is one chain of fused multiply-adds in ascending k, so all variants give the same bits.
    /// </summary>
    internal static unsafe class MicroKernels
    {

    """);
foreach (int rows in new[] { 12, 8, 4, 2, 1 }) { Write(rows, 512); }
foreach (int rows in new[] { 6, 4, 2, 1 }) { Write(rows, 256); }
text.Length--;
text.Append("}\n");
File.WriteAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "src", "Hebb", "Kernels", "MicroKernels.cs"), text.ToString());

void Write(int rows, int bits)
{
    string vector = $"Vector{bits}";
    int width = bits / 32;
    string[] columns = ["0", "1"];
    void Line(int depth, string line) => text.Append(new string(' ', 4 * depth)).Append(line).Append('\n');

    Line(1, $"/// <summary>{rows} rows of {2 * width} columns. Rows of A lie <paramref name=\"rowA\"/> apart and steps in k <paramref name=\"stepA\"/>.</summary>");
    Line(1, "[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
    Line(1, $"public static void Rows{rows}Of{2 * width}(int depth, float* a, nint rowA, nint stepA, float* b, nint rowB, float* c, nint rowC, bool accumulate)");
    Line(1, "{");
    for (int r = 0; r < rows; r++) { Line(2, $"{vector}<float> {string.Join(", ", columns.Select(c => $"s{r}_{c} = default"))};"); }
    Line(2, "if (accumulate)");
    Line(2, "{");
    for (int r = 0; r < rows; r++) { Line(3, string.Join(' ', columns.Select(c => $"s{r}_{c} = {vector}.Load(c + {r} * rowC + {c} * {width});"))); }
    Line(2, "}");
    Line(0, "");
    if (rows > 3) { Line(2, $"nint rowA3 = 3 * rowA;"); }
    Line(2, "for (int k = 0; k < depth; k++, a += stepA, b += rowB)");
    Line(2, "{");
    Line(3, $"{vector}<float> b0 = {vector}.Load(b), b1 = {vector}.Load(b + {width}), x;");
    for (int group = 0; group < rows; group += 3)
    {
        string from = group == 0 ? "a" : $"a{group}";
        if (group > 0) { Line(3, $"float* a{group} = {(group == 3 ? "a" : $"a{group - 3}")} + rowA3;"); }
        for (int r = group; r < Math.Min(rows, group + 3); r++)
        {
            string offset = (r - group) switch { 0 => $"*{from}", 1 => $"{from}[rowA]", _ => $"{from}[2 * rowA]" };
            Line(3, $"x = {vector}.Create({offset}); {string.Join(' ', columns.Select(c => $"s{r}_{c} = {vector}.FusedMultiplyAdd(x, b{c}, s{r}_{c});"))}");
        }
    }

    Line(2, "}");
    Line(0, "");
    for (int r = 0; r < rows; r++) { Line(2, string.Join(' ', columns.Select(c => $"s{r}_{c}.Store(c + {r} * rowC + {c} * {width});"))); }
    Line(1, "}");
    Line(0, "");
}

static string Here([CallerFilePath] string path = "") => path;
