"""Write a planned network of N clips, each with limits of its own."""
import sys

count = int(sys.argv[1])
print('module attributes {qnn.target = "x86-64-v3"} {\nfunc.func @main(%x0: tensor<4xf32>) -> tensor<4xf32> {')
for i in range(count):
    print(f"""  %x{i + 1} = qnn.fused(%x{i}) : (tensor<4xf32>) -> tensor<4xf32> {{
  ^bb0(%a: tensor<4xf32>):
    %0 = qnn.clip %a {{max = {i + 1}.0 : f32, min = 0.0 : f32}} : (tensor<4xf32>) -> tensor<4xf32>
    qnn.yield %0 : tensor<4xf32>
  }}""")
print(f"  return %x{count} : tensor<4xf32>\n}}\n}}")
