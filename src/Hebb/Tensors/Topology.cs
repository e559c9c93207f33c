namespace Hebb.Tensors;

/// <summary>Orders tensors so that each stands after its inputs. Iterative: chains of a hundred thousand ops must not overflow the stack.</summary>
internal static class Topology
{
    /// <summary>All tensors the roots are computed from, the roots included, inputs first.</summary>
    /// <param name="roots">Where to start.</param>
    /// <param name="isLeaf">Tensors whose inputs do not matter, apart from those whose value is known.</param>
    public static List<Tensor> Sort(IEnumerable<Tensor> roots, Func<Tensor, bool>? isLeaf = null)
    {
        List<Tensor> order = [];
        HashSet<Tensor> visited = [];
        Stack<(Tensor Tensor, int Next)> stack = new();
        foreach (Tensor root in roots)
        {
            if (visited.Add(root)) { stack.Push((root, 0)); }
            while (stack.TryPop(out (Tensor Tensor, int Next) top))
            {
                Tensor[] inputs = top.Tensor.Value is not null || isLeaf?.Invoke(top.Tensor) == true ? [] : top.Tensor.Inputs;
                if (top.Next == inputs.Length)
                {
                    order.Add(top.Tensor);
                    continue;
                }

                stack.Push((top.Tensor, top.Next + 1));
                if (visited.Add(inputs[top.Next])) { stack.Push((inputs[top.Next], 0)); }
            }
        }

        return order;
    }
}
