namespace Hebb.Tensors;

/// <summary>What a parameter's value must satisfy; <c>Hebb.Constraints</c> has those there are.</summary>
public interface IConstraint
{
    /// <summary>The value, made to satisfy the constraint; shape and type stay.</summary>
    /// <param name="weight">The value after a step.</param>
    Tensor Apply(Tensor weight);
}
