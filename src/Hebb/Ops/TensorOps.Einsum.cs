using Hebb.Tensors;

namespace Hebb.Ops;

public static partial class TensorOps
{
    extension(Tensor)
    {
        /// <summary>
        /// A product of two tensors by the names of their axes, as NumPy's einsum: <c>"abc,cd->abd"</c> sums over the axes that are missing behind the arrow.
        /// Dots stand for the axes of the first operand that have no names.
        /// </summary>
        /// <remarks>It is one matrix product; axes are reordered before and after only where their order demands it.</remarks>
        /// <exception cref="ArgumentException">The equation does not read <c>axes,axes->axes</c>.</exception>
        /// <exception cref="ShapeException">The shapes do not fit the equation.</exception>
        public static Tensor Einsum(string equation, Tensor a, Tensor b)
        {
            (string first, string second, string result) = EinsumEquation.Parse(equation).Named(a.Rank);
            Dictionary<char, int> extents = [];
            foreach ((string names, Tensor x) in new[] { (first, a), (second, b) })
            {
                bool fits = names.Length == x.Rank;
                for (int i = 0; i < x.Rank && fits; i++) { fits = extents.TryAdd(names[i], x.Shape[i]) || extents[names[i]] == x.Shape[i]; }
                if (!fits)
                {
                    throw new ShapeException(
                        $"Einsum \"{equation}\" does not fit operands of shapes {a.Shape} and {b.Shape}: an axis has one extent wherever its name stands.");
                }
            }

            (a, string left) = Needed(a, first, second + result);
            (b, string right) = Needed(b, second, first + result);
            string Where(string names, bool inA, bool inB, bool inResult) =>
                string.Concat(names.Where(name => Has(left, name) == inA && Has(right, name) == inB && Has(result, name) == inResult));
            string batch = Where(left, true, true, true), rows = Where(left, true, false, true), columns = Where(right, false, true, true),
                inner = Where(left, true, true, false);
            int Size(string names) => names.Aggregate(1, (size, name) => checked(size * extents[name]));
            int[] lead = batch.Length == 0 ? [] : [Size(batch)];
            Tensor x1 = Order(a, left, batch + rows + inner).Reshape([.. lead, Size(rows), Size(inner)]);
            Tensor x2 = Order(b, right, batch + inner + columns).Reshape([.. lead, Size(inner), Size(columns)]);
            string found = batch + rows + columns;
            return Order(x1.MatMul(x2).Reshape([.. found.Select(name => extents[name])]), found, result);
        }
    }

    private static Tensor Order(Tensor x, string names, string order) => x.Transpose([.. order.Select(name => names.IndexOf(name, StringComparison.Ordinal))]);

    /// <summary>Sums over the axes that nobody else names.</summary>
    private static (Tensor, string) Needed(Tensor x, string names, string elsewhere)
    {
        int[] axes = [.. Enumerable.Range(0, names.Length).Where(axis => !Has(elsewhere, names[axis]))];
        return axes.Length == 0 ? (x, names) : (x.Sum(axes), string.Concat(names.Where(name => Has(elsewhere, name))));
    }

    private static bool Has(string names, char name) => names.Contains(name, StringComparison.Ordinal);
}
